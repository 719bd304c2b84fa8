using System.Globalization;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>One movement of a merchant's account with the gateway; <paramref name="Fen"/> is negative for what leaves it.</summary>
internal sealed record FundLine(long At, string Document, string Flow, string Name, string Kind, long Fen, string Voucher);

/// <summary>The fund bill of one day in Beijing: every movement with the balance after it. A fee is a line of its own, and so is its return.</summary>
internal static class FundBill
{
    private const string Columns =
        "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号";

    /// <summary>The file; null when nothing happened that day.</summary>
    public static byte[]? Write(Db db, string mchid, long from, long to)
    {
        var lines = Lines(db, mchid, from, to);
        if (lines.Count == 0)
            return null;
        var balance = Lines(db, mchid, 0, from).Sum(line => line.Fen);
        var text = new BillText();
        text.Header(Columns);
        foreach (var line in lines)
        {
            balance += line.Fen;
            text.Row([
                BillText.Time(line.At), line.Document, line.Flow, line.Name, line.Kind, line.Fen >= 0 ? "收入" : "支出",
                BillText.Yuan(Math.Abs(line.Fen)), BillText.Yuan(balance), "system", "", line.Voucher]);
        }

        var income = lines.Where(line => line.Fen >= 0).ToList();
        var expense = lines.Where(line => line.Fen < 0).ToList();
        text.Header("资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额");
        text.Row([
            Count(lines.Count), Count(income.Count), BillText.Yuan(income.Sum(line => line.Fen)), Count(expense.Count),
            BillText.Yuan(-expense.Sum(line => line.Fen))]);
        return text.ToBytes();
    }

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static List<FundLine> Lines(Db db, string mchid, long from, long to)
    {
        var lines = new List<FundLine>();
        foreach (var order in db.Many(
            $"SELECT {Order.Columns} FROM orders WHERE mchid = $1 AND paid_at >= $2 AND paid_at < $3", Order.Read, mchid, from, to))
        {
            Add(lines, order.PaidAt!.Value, order.TransactionId!, "1", "交易", order.Total, order.OutTradeNo);
            Add(lines, order.PaidAt.Value, order.TransactionId!, "2", "扣除交易手续费", -order.Fee, order.OutTradeNo);
        }

        foreach (var refund in db.Many(
            $"SELECT {Refund.Columns} FROM refunds WHERE mchid = $1 AND created_at >= $2 AND created_at < $3", Refund.Read, mchid, from, to))
        {
            Add(lines, refund.CreatedAt, refund.RefundId, "1", "退款", -refund.Amount, refund.OutRefundNo);
            Add(lines, refund.CreatedAt, refund.RefundId, "2", "退还交易手续费", refund.Fee, refund.OutRefundNo);
        }

        foreach (var order in db.Many(
            $"SELECT {Order.Columns} FROM orders WHERE mchid = $1 AND paid_at IS NOT NULL AND state = 'REVOKED' AND closed_at >= $2 AND closed_at < $3",
            Order.Read, mchid, from, to))
        {
            Add(lines, order.ClosedAt!.Value, order.TransactionId!, "3", "退款", -order.Total, order.OutTradeNo);
            Add(lines, order.ClosedAt.Value, order.TransactionId!, "4", "退还交易手续费", order.Fee, order.OutTradeNo);
        }

        return [.. lines.OrderBy(line => line.At)];
    }

    private static void Add(List<FundLine> lines, long at, string document, string part, string kind, long fen, string voucher)
    {
        if (fen != 0)
            lines.Add(new FundLine(at, document, document + part, kind.Contains("手续费", StringComparison.Ordinal) ? "手续费" : kind, kind, fen, voucher));
    }
}
