using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>GET <c>/v3/pay/transactions/out-trade-no/{out_trade_no}</c> and <c>/id/{transaction_id}</c>, and the partner paths.</summary>
internal sealed class QueryOrder(Database database, TimeProvider time)
{
    public Func<Call, Task<Answer>> ByNumber(bool partner) => call =>
    {
        RequireParties(call, partner);
        return Task.FromResult(Show(call, database.Read(db => db.Find(call.Merchant.Mchid, call.Route("out_trade_no")))));
    };

    public Func<Call, Task<Answer>> ByTransaction(bool partner) => call =>
    {
        RequireParties(call, partner);
        var order = database.Read(db => db.FindByTransaction(call.Route("transaction_id")));
        return Task.FromResult(Show(call, order?.Mchid == call.Merchant.Mchid ? order : null));
    };

    private static void RequireParties(Call call, bool partner)
    {
        call.RequireMine(call.Query(partner ? "sp_mchid" : "mchid"), partner ? "sp_mchid" : "mchid", "query");
        if (partner)
            call.RequireSub(call.Query("sub_mchid"), "sub_mchid", "query");
    }

    private Answer Show(Call call, Order? order)
    {
        if (order is null || order.SubMchid != call.Query("sub_mchid"))
            throw V3Error.OrderNotExist();
        return new Answer(200, TransactionJson.Bytes(order.AsOf(time.GetUtcNow().ToUnixTimeMilliseconds())));
    }
}
