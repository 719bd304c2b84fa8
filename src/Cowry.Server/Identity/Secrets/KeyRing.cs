using System.Xml.Linq;
using Cowry.Server.Data;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Identity.Secrets;

/// <summary>One key of ASP.NET Core's Data Protection ring, sealed.</summary>
internal sealed class KeyRingRow
{
    public required string Id { get; init; }

    public required string SealedXml { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Keeps the keys that protect cookies and forms in the database, so that they outlive a restart and every process has the same.</summary>
internal sealed class KeyRing(Database database, ISecretBox box, TimeProvider time) : IXmlRepository
{
    private const string Purpose = "key-ring";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = database.Open();
        return [.. db.Set<KeyRingRow>().AsNoTracking().Select(row => row.SealedXml).ToList().Select(text => XElement.Parse(box.Open(Purpose, text)))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = database.Open();
        db.Add(new KeyRingRow { Id = friendlyName, SealedXml = box.Seal(Purpose, element.ToString(SaveOptions.DisableFormatting)), CreatedAt = time.GetUtcNow() });
        db.SaveChanges();
    }
}
