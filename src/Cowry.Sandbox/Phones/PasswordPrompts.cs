using System.Text.Json.Nodes;
using Cowry.Sandbox.Storage;
using Cowry.Sandbox.WeChatPay;

namespace Cowry.Sandbox.Phones;

/// <summary>The password box that a payment code may open on the customer's phone (USERPAYING).</summary>
internal sealed class PasswordPrompts(Database database, Wallet wallet, TimeProvider time)
{
    public async Task<PhonePayment> Confirm(string user)
    {
        // Payment codes have no notification: the shop polls.
        var (payment, _) = await database.Write(db => wallet.Settle(db, Prompt(db, user), user, time.GetUtcNow().ToUnixTimeMilliseconds()));
        return payment;
    }

    public Task<JsonNode> Decline(string user) => database.Write(db =>
    {
        var order = Prompt(db, user);
        db.SetState(order, TradeState.PayError, time.GetUtcNow().ToUnixTimeMilliseconds());
        return (JsonNode)new JsonObject { ["user"] = user, ["out_trade_no"] = order.OutTradeNo, ["trade_state"] = TradeState.PayError };
    });

    private static Order Prompt(Db db, string user) =>
        db.FindPrompt(user) ?? throw new PhoneRefusal(404, "no_prompt", "No password prompt is open on this phone.");
}
