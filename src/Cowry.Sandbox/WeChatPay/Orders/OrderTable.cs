using Cowry.Primitives;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>The statements on the table of orders.</summary>
internal static class OrderTable
{
    private static readonly long SevenDays = (long)TimeSpan.FromDays(7).TotalMilliseconds;

    public static Order? Find(this Db db, string mchid, string outTradeNo) =>
        db.One($"SELECT {Order.Columns} FROM orders WHERE mchid = $1 AND out_trade_no = $2", Order.Read, mchid, outTradeNo);

    public static Order? FindByTransaction(this Db db, string transactionId) =>
        db.One($"SELECT {Order.Columns} FROM orders WHERE transaction_id = $1", Order.Read, transactionId);

    public static Order? FindByCode(this Db db, string code) =>
        db.One($"SELECT {Order.Columns} FROM orders WHERE code = $1", Order.Read, code);

    public static Order? FindPrompt(this Db db, string user) => db.One(
        $"SELECT {Order.Columns} FROM orders WHERE payer = $1 AND state = 'USERPAYING' ORDER BY created_at DESC LIMIT 1", Order.Read, user);

    public static void Insert(this Db db, Order o) => db.Execute(
        $"""
        INSERT INTO orders ({Order.Columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)
        """,
        o.Mchid, o.OutTradeNo, o.SubMchid, o.Appid, o.SubAppid, o.TradeType, o.Description, o.Total, o.Attach, o.DeviceId, o.NotifyUrl, o.Digest,
        o.AnswerSerial, o.Openid, o.SubOpenid, o.CreatedAt, o.ExpiresAt, o.Code, o.CodeExpiresAt, o.State, o.TransactionId, o.Payer, o.PaidAt,
        o.ClosedAt, o.Rate, o.Fee, o.Refunded);

    public static void RenewCode(this Db db, Order order, string code, long codeExpiresAt) => db.Execute(
        "UPDATE orders SET code = $3, code_expires_at = $4 WHERE mchid = $1 AND out_trade_no = $2",
        order.Mchid, order.OutTradeNo, code, codeExpiresAt);

    public static void SetState(this Db db, Order order, string state, long? closedAt) => db.Execute(
        "UPDATE orders SET state = $3, closed_at = $4 WHERE mchid = $1 AND out_trade_no = $2",
        order.Mchid, order.OutTradeNo, state, closedAt);

    /// <summary>Makes the order paid by this user; the fee is settled now, at the rate that the order was made with.</summary>
    public static Order Pay(this Db db, Order order, string user, string openid, string? subOpenid, long now)
    {
        var paid = order with
        {
            State = TradeState.Success,
            Payer = user,
            Openid = openid,
            SubOpenid = subOpenid,
            PaidAt = now,
            TransactionId = $"4200{RandomText.Digits(6)}{BeijingTime.Text(now, "yyyyMMdd")}{RandomText.Digits(10)}",
            Fee = new Rate(order.Rate).Of(new Money(order.Total)).Fen,
        };
        db.Execute(
            """
            UPDATE orders SET state = $3, payer = $4, openid = $5, sub_openid = $6, paid_at = $7, transaction_id = $8, fee = $9
            WHERE mchid = $1 AND out_trade_no = $2
            """,
            order.Mchid, order.OutTradeNo, paid.State, user, openid, subOpenid, now, paid.TransactionId, paid.Fee);
        return paid;
    }

    /// <summary>The gateway closes what nobody paid within seven days.</summary>
    public static Order AsOf(this Order order, long now) =>
        order.State == TradeState.NotPay && now - order.CreatedAt > SevenDays ? order with { State = TradeState.Closed } : order;
}
