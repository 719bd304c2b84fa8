using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// <c>alipay.trade.close</c>: ends a trade that waits for its buyer. On a code that nobody has scanned it answers that there is no trade,
/// and yet the code is dead from then on, as shops have found with the live gateway.
/// </summary>
internal sealed class CloseTrade(Database database, TimeProvider time)
{
    public Method Method => new("alipay.trade.close", FaultPoint.Close, TradeShapes.Close, Handle);

    private async Task<Answer> Handle(Call call)
    {
        var trade = await database.Write(db => Close(db, db.Asked(call)));
        return trade?.TradeNo is null ? throw AlipayError.TradeNotExist() : Answer.Success(json => TradeJson.Numbers(json, trade));
    }

    private Trade? Close(Db db, Trade? found)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return found?.AsOf(now) switch
        {
            { Status: TradeStatus.Unscanned or TradeStatus.Wait } trade =>
                db.Save(trade with { Status = TradeStatus.Closed, Prompted = false, ClosedAt = now }),
            { TradeNo: not null } => throw AlipayError.Business("TRADE_STATUS_ERROR", "交易状态不合法"),
            _ => found,
        };
    }
}
