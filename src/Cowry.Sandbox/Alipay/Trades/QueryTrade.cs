using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary><c>alipay.trade.query</c>: 10000 says only that the question was understood. An order code nobody has scanned is no trade.</summary>
internal sealed class QueryTrade(Database database, TradeJson shapes, TimeProvider time)
{
    public Method Method => new("alipay.trade.query", FaultPoint.Query, TradeShapes.Query, Handle);

    private Task<Answer> Handle(Call call)
    {
        var trade = database.Read(db => db.Asked(call))?.AsOf(time.GetUtcNow().ToUnixTimeMilliseconds());
        return trade?.TradeNo is null
            ? throw AlipayError.TradeNotExist()
            : Task.FromResult(Answer.Success(json => shapes.Queried(json, trade)));
    }
}
