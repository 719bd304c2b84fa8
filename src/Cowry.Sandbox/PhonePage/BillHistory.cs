using System.Text.Json.Nodes;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.PhonePage;

/// <summary>What a user has paid, with every wallet, newest first, as the phone's list of bills shows it.</summary>
internal sealed class BillHistory(IServiceProvider services)
{
    private const int Shown = 50;

    public JsonNode Of(string user)
    {
        var wallets = services.GetRequiredService<Wallets>();
        var paid = services.GetRequiredService<Database>().Read(db => wallets.Paid(db, user, Shown).ToList());
        return new JsonArray([.. paid.Select(PhoneViews.Bill)]);
    }
}
