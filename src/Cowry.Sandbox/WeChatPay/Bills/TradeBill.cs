using System.Globalization;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// The trade bill of one day in Beijing: payments by the time they succeeded, refunds by the time they were accepted, reversals by theirs.
/// </summary>
internal sealed class TradeBill(long from, long to, string type)
{
    public const string All = "ALL";
    public const string Success = "SUCCESS";
    public const string Refunds = "REFUND";

    private const string Before =
        "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额";

    private const string RefundTimes = ",退款申请时间,退款成功时间";
    private const string RefundColumns = ",微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态";
    private const string After = ",商品名称,商户数据包,手续费,费率,订单金额";

    private readonly List<(long At, string[] Cells)> rows = [];
    private long settled;
    private long refunded;
    private long fees;

    /// <summary>The file; null when nothing happened that day.</summary>
    public static byte[]? Write(Db db, string mchid, string? subMchid, long from, long to, string type)
    {
        var bill = new TradeBill(from, to, type);
        bill.Collect(db, mchid, subMchid);
        return bill.rows.Count == 0 ? null : bill.ToBytes();
    }

    private void Collect(Db db, string mchid, string? subMchid)
    {
        if (type != Refunds)
        {
            foreach (var order in db.Many(
                $"SELECT {Order.Columns} FROM orders WHERE mchid = $1 AND paid_at >= $2 AND paid_at < $3 AND ($4 IS NULL OR sub_mchid = $4)",
                Order.Read, mchid, from, to, subMchid))
            {
                AddPayment(order);
            }
        }

        if (type == Success)
            return;
        foreach (var refund in db.Many(
            $"SELECT {Refund.Columns} FROM refunds WHERE mchid = $1 AND created_at >= $2 AND created_at < $3 AND ($4 IS NULL OR sub_mchid = $4)",
            Refund.Read, mchid, from, to, subMchid))
        {
            AddRefund(refund, db.Find(mchid, refund.OutTradeNo)!);
        }

        foreach (var order in db.Many(
            $"""
            SELECT {Order.Columns} FROM orders WHERE mchid = $1 AND paid_at IS NOT NULL AND state = 'REVOKED' AND closed_at >= $2
            AND closed_at < $3 AND ($4 IS NULL OR sub_mchid = $4)
            """,
            Order.Read, mchid, from, to, subMchid))
        {
            AddReversal(order);
        }
    }

    private void AddPayment(Order order)
    {
        settled += order.Total;
        fees += order.Fee;
        Add(order.PaidAt!.Value, order, "SUCCESS", order.Total, NoRefund, order.Fee, 0);
    }

    private void AddRefund(Refund refund, Order order)
    {
        refunded += refund.Amount;
        fees -= refund.Fee;
        var status = refund.Status == Refund.Processing ? Refund.Processing : refund.Outcome;
        string[] times = type == Refunds
            ? [BillText.Time(refund.CreatedAt), refund.Status == Refund.Success ? BillText.Time(refund.SettledAt!.Value) : ""]
            : [];
        Add(
            refund.CreatedAt, order, "REFUND", 0,
            [.. times, refund.RefundId, refund.OutRefundNo, BillText.Yuan(refund.Amount), "0.00", "ORIGINAL", status], -refund.Fee, refund.Amount);
    }

    private void AddReversal(Order order)
    {
        refunded += order.Total;
        fees -= order.Fee;
        string[] times = type == Refunds ? [BillText.Time(order.ClosedAt!.Value), BillText.Time(order.ClosedAt.Value)] : [];
        Add(
            order.ClosedAt!.Value, order, "REVOKED", 0,
            [.. times, order.TransactionId!, order.OutTradeNo, BillText.Yuan(order.Total), "0.00", "ORIGINAL", Refund.Success], -order.Fee, order.Total);
    }

    private static string[] NoRefund => ["0", "0", "0.00", "0.00", "", ""];

    private void Add(long at, Order order, string state, long total, string[] refund, long fee, long refundWanted)
    {
        string[] cells =
        [
            BillText.Time(at), order.Appid, order.Mchid, order.SubMchid ?? "0", order.DeviceId ?? "", order.TransactionId!, order.OutTradeNo,
            order.Openid!, order.TradeType, state, "OTHERS", "CNY", BillText.Yuan(total), "0.00", .. type == Success ? [] : refund,
            order.Description, order.Attach ?? "", BillText.Fee(fee), BillText.Percent(order.Rate), BillText.Yuan(total),
            .. type == Success ? Array.Empty<string>() : [BillText.Yuan(refundWanted)], "",
        ];
        rows.Add((at, cells));
    }

    private byte[] ToBytes()
    {
        var text = new BillText();
        text.Header(type switch
        {
            Success => Before + After + ",费率备注",
            Refunds => Before + RefundTimes + RefundColumns + After + ",申请退款金额,费率备注",
            _ => Before + RefundColumns + After + ",申请退款金额,费率备注",
        });
        foreach (var (_, cells) in rows.OrderBy(row => row.At))
            text.Row(cells);
        var count = rows.Count.ToString(CultureInfo.InvariantCulture);
        if (type == Success)
        {
            text.Header("总交易单数,应结订单总金额,手续费总金额,订单总金额");
            text.Row([count, BillText.Sum(settled), BillText.Sum(fees), BillText.Sum(settled)]);
        }
        else
        {
            text.Header("总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额");
            text.Row([count, BillText.Sum(settled), BillText.Sum(refunded), "0.0", BillText.Sum(fees), BillText.Sum(settled), BillText.Sum(refunded)]);
        }

        return text.ToBytes();
    }
}
