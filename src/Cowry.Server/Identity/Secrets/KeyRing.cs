using System.Xml.Linq;
using Cowry.Server.Data;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Identity.Secrets;

/// <summary>One key of ASP.NET Core's Data Protection ring; the key itself is sealed within the XML.</summary>
internal sealed class KeyRingRow
{
    public required string Id { get; init; }

    public required string SealedXml { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Keeps the keys that protect cookies and forms in the database, so that they outlive a restart and every process has the same.</summary>
internal sealed class KeyRing(Database database, TimeProvider time) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = database.Open();
        return [.. db.Set<KeyRingRow>().AsNoTracking().Select(row => row.SealedXml).ToList().Select(text => XElement.Parse(text))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = database.Open();
        db.Add(new KeyRingRow { Id = friendlyName, SealedXml = element.ToString(SaveOptions.DisableFormatting), CreatedAt = time.GetUtcNow() });
        db.SaveChanges();
    }
}

/// <summary>Seals the secret part of a ring's key under the master key.</summary>
internal sealed class SealKeyRing(ISecretBox box) : IXmlEncryptor
{
    public const string Purpose = "key-ring";
    public const string Element = "sealed";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement(Element, box.Seal(Purpose, plaintextElement.ToString(SaveOptions.DisableFormatting))), typeof(OpenKeyRing));
}

/// <summary>Named in the stored XML; Data Protection makes it with the application's services.</summary>
internal sealed class OpenKeyRing(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(services.GetRequiredService<ISecretBox>().Open(SealKeyRing.Purpose, encryptedElement.Value));
}
