using System.Globalization;
using System.Text;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// The bill of payments and refunds of one account: a detail file and a summary, GBK, values padded by tabs as the live ones are. From the
/// merchant's side: refunds are negative, and so is a fee that was taken.
/// </summary>
internal sealed class TradeBill(string pid, long from, long to)
{
    private const string Columns =
        "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,"
        + "集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注";

    private const string SummaryColumns =
        "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）";

    private static readonly Encoding Gbk = RequestParameters.Charset("gbk")!;
    private readonly List<Row> rows = [];

    /// <summary>The two files by their names; null when nothing happened.</summary>
    public IReadOnlyList<(string Name, byte[] Bytes)>? Write(Db db, long now)
    {
        Collect(db);
        if (rows.Count == 0)
            return null;
        var day = BeijingTime.Text(from, "yyyyMMdd");
        return [($"{pid}_{day}_业务明细.csv", Detail(now)), ($"{pid}_{day}_业务明细(汇总).csv", Summary(now))];
    }

    private void Collect(Db db)
    {
        foreach (var trade in db.Many(
            $"SELECT {Trade.Columns} FROM alipay_trades WHERE pid = $1 AND paid_at >= $2 AND paid_at < $3", Trade.Read, pid, from, to))
        {
            rows.Add(new Row(trade.PaidAt!.Value, trade, null, trade.Total, -trade.Fee));
        }

        foreach (var refund in db.Many(
            $"SELECT {Refund.Columns} FROM alipay_refunds WHERE pid = $1 AND settled_at >= $2 AND settled_at < $3", Refund.Read, pid, from, to))
        {
            rows.Add(new Row(refund.SettledAt!.Value, db.FindByTradeNo(refund.TradeNo)!, refund.OutRequestNo, -refund.Amount, refund.Fee));
        }

        foreach (var trade in db.Many(
            $"SELECT {Trade.Columns} FROM alipay_trades WHERE pid = $1 AND cancelled = 'refund' AND closed_at >= $2 AND closed_at < $3",
            Trade.Read, pid, from, to))
        {
            rows.Add(new Row(trade.ClosedAt!.Value, trade, trade.OutTradeNo, -trade.Total, trade.Fee));
        }

        rows.Sort((a, b) => a.At.CompareTo(b.At));
    }

    private byte[] Detail(long now)
    {
        var (payments, refunds) = (rows.Where(row => row.Request is null).ToList(), rows.Where(row => row.Request is not null).ToList());
        return Text(
            "业务明细", Columns, rows.Select(row => row.Cells()),
            $"#交易合计：{payments.Count}笔，商家实收共{Yuan(payments.Sum(row => row.Fen))}元，商家优惠共0.00元",
            $"#退款合计：{refunds.Count}笔，商家实收退款共{Yuan(refunds.Sum(row => row.Fen))}元，商家优惠退款共0.00元",
            $"#导出时间：[{BeijingTime.Text(now, "yyyy年MM月dd日 HH:mm:ss")}]");
    }

    private byte[] Summary(long now)
    {
        string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
        string[] Sums(string store, List<Row> of) =>
        [
            store, "", Count(of.Count(row => row.Request is null)), Count(of.Count(row => row.Request is not null)), Yuan(of.Sum(row => row.Fen)),
            Yuan(of.Sum(row => row.Fen)), "0.00", "0.00", "0.00", Yuan(of.Sum(row => row.Fee)), "0.00", Yuan(of.Sum(row => row.Fen + row.Fee)),
        ];
        var stores = rows.GroupBy(row => row.Trade.StoreId ?? "", StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal);
        return Text(
            "业务汇总", SummaryColumns, [.. stores.Select(group => Sums(group.Key, [.. group])), Sums("合计", rows)],
            $"#导出时间：[{BeijingTime.Text(now, "yyyy年MM月dd日 HH:mm:ss")}]");
    }

    private byte[] Text(string title, string columns, IEnumerable<string[]> lines, params string[] end)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append("\r\n");
        Line($"#支付宝{title}查询");
        Line($"#账号：[{pid}0156]");
        Line($"#起始日期：[{BeijingTime.Text(from, "yyyy年MM月dd日 HH:mm:ss")}]   终止日期：[{BeijingTime.Text(to, "yyyy年MM月dd日 HH:mm:ss")}]");
        Line($"#-----------------------------------------{title}列表----------------------------------------");
        Line(columns);
        foreach (var cells in lines)
            Line(string.Join(',', cells.Select(cell => $"{cell.Replace(',', '，')}\t")));
        Line($"#-----------------------------------------{title}列表结束------------------------------------");
        foreach (var line in end)
            Line(line);
        return Gbk.GetBytes(text.ToString());
    }

    private static string Yuan(long fen) => TradeJson.Yuan(fen);

    /// <summary>A line of the bill.</summary>
    /// <param name="Request">A refund's number; null for a payment.</param>
    /// <param name="Fen">What the merchant gets; negative for what goes back.</param>
    /// <param name="Fee">Negative for what the gateway takes.</param>
    private sealed record Row(long At, Trade Trade, string? Request, long Fen, long Fee)
    {
        public string[] Cells() =>
        [
            Trade.TradeNo!, Trade.OutTradeNo, Request is null ? "交易" : "退款", Trade.Subject, TradeJson.Time(Trade.BeganAt!.Value),
            TradeJson.Time(At), Trade.StoreId ?? "", "", Trade.OperatorId ?? "", Trade.TerminalId ?? "", BuyerBook.LogonId(Trade.Buyer!),
            Yuan(Fen), Yuan(Fen), "0.00", "0.00", "0.00", "0.00", "0.00", "", "0.00", "0.00", Request ?? "", Yuan(Fee), "0.00", Trade.Body ?? "",
        ];
    }
}
