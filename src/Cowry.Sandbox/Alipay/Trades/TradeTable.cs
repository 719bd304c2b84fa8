using Cowry.Primitives;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>The statements on the table of trades.</summary>
internal static class TradeTable
{
    public static Trade? FindTrade(this Db db, string pid, string outTradeNo) =>
        db.One($"SELECT {Trade.Columns} FROM alipay_trades WHERE pid = $1 AND out_trade_no = $2", Trade.Read, pid, outTradeNo);

    public static Trade? FindByTradeNo(this Db db, string tradeNo) =>
        db.One($"SELECT {Trade.Columns} FROM alipay_trades WHERE trade_no = $1", Trade.Read, tradeNo);

    public static Trade? FindByQrCode(this Db db, string code) =>
        db.One($"SELECT {Trade.Columns} FROM alipay_trades WHERE code = $1", Trade.Read, code);

    /// <summary>The trade that a call names, by trade_no when both are there; null when it is not this account's.</summary>
    public static Trade? Asked(this Db db, Call call)
    {
        var found = call.Text("trade_no") is { } tradeNo
            ? db.FindByTradeNo(tradeNo)
            : call.Text("out_trade_no") is { } number
                ? db.FindTrade(call.Pid, number)
                : throw AlipayError.Parameter("out_trade_no和trade_no不能同时为空");
        return found?.Pid == call.Pid ? found : null;
    }

    public static Trade? FindPromptedTrade(this Db db, string buyer, long now) => db.One(
        $"""
        SELECT {Trade.Columns} FROM alipay_trades WHERE buyer = $1 AND prompted = 1 AND status = 'WAIT_BUYER_PAY' AND expires_at > $2
        ORDER BY began_at DESC LIMIT 1
        """,
        Trade.Read, buyer, now);

    public static void Insert(this Db db, Trade t) => db.Execute(
        $"""
        INSERT INTO alipay_trades ({Trade.Columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27,
            $28, $29, $30, $31, $32, $33)
        """,
        t.Pid, t.OutTradeNo, t.AppId, t.AuthAppId, t.Kind, t.ProductCode, t.Subject, t.Body, t.Total, t.StoreId, t.OperatorId, t.TerminalId,
        t.Passback, t.NotifyUrl, t.Digest, t.KeyName, t.RequestedAt, t.Lifetime, t.Deadline, t.Code, t.CodeExpiresAt, t.Rate, t.Status,
        t.TradeNo, t.Buyer, t.BeganAt, t.ExpiresAt, t.Prompted ? 1 : 0, t.PaidAt, t.ClosedAt, t.Cancelled, t.Fee, t.Refunded);

    /// <summary>Writes what may change of a trade.</summary>
    public static Trade Save(this Db db, Trade t)
    {
        db.Execute(
            """
            UPDATE alipay_trades SET status = $3, trade_no = $4, buyer = $5, began_at = $6, expires_at = $7, prompted = $8, paid_at = $9,
                closed_at = $10, cancelled = $11, fee = $12, refunded = $13
            WHERE pid = $1 AND out_trade_no = $2
            """,
            t.Pid, t.OutTradeNo, t.Status, t.TradeNo, t.Buyer, t.BeganAt, t.ExpiresAt, t.Prompted ? 1 : 0, t.PaidAt, t.ClosedAt, t.Cancelled,
            t.Fee, t.Refunded);
        return t;
    }

    /// <summary>The trade as it is once paid; the fee is settled now, at the rate that it was made with.</summary>
    public static Trade Paid(this Trade trade, long now) => trade with
    {
        Status = TradeStatus.Success,
        Prompted = false,
        PaidAt = now,
        ClosedAt = null,
        Cancelled = null,
        Fee = new Rate(trade.Rate).Of(new Money(trade.Total)).Fen,
    };
}
