using System.Text.RegularExpressions;

namespace Cowry.Sandbox.Alipay;

/// <summary>What the calls about trades may hold, field by field.</summary>
internal static partial class TradeShapes
{
    private static readonly BizField[] Key = [new("out_trade_no", 64), new("trade_no", 64)];

    private static readonly BizField[] Shared =
    [
        new("out_trade_no", 64, true, OutTradeNo()), new("total_amount", 12, true), new("subject", 256, true, Subject()),
        new("product_code", 64), new("body", 128), new("seller_id", 28), new("store_id", 32), new("alipay_store_id", 32),
        new("terminal_id", 32), new("operator_id", 28), new("goods_detail", 0), new("discountable_amount", 12),
        new("undiscountable_amount", 12), new("extend_params", 0), new("business_params", 0), new("settle_info", 0),
        new("merchant_order_no", 32), new("passback_params", 512), new("query_options", 0), new("timeout_express", 6),
        new("time_expire", 32),
    ];

    public static readonly BizShape Pay = new(
        [.. Shared, new("scene", 32), new("auth_code", 64, true), new("pay_params", 0), new("promo_params", 0), new("terminal_params", 1024)]);

    public static readonly BizShape Precreate = new(
        [.. Shared, new("qr_code_timeout_express", 6), new("buyer_logon_id", 100), new("disable_pay_channels", 128), new("enable_pay_channels", 128)]);

    public static readonly BizShape Create = new([.. Shared, new("buyer_id", 28), new("buyer_open_id", 128), new("op_app_id", 32)]);

    public static readonly BizShape Query = new([.. Key, new("query_options", 0), new("org_pid", 16)]);

    public static readonly BizShape Cancel = new(Key);

    public static readonly BizShape Close = new([.. Key, new("operator_id", 28)]);

    public static readonly BizShape Refund = new(
        [.. Key, new("refund_amount", 12, true), new("out_request_no", 64), new("refund_reason", 256), new("refund_currency", 8),
            new("operator_id", 30), new("store_id", 32), new("terminal_id", 32), new("goods_detail", 0),
            new("refund_royalty_parameters", 0), new("query_options", 0)]);

    public static readonly BizShape RefundQuery = new([.. Key, new("out_request_no", 64, true), new("query_options", 0), new("org_pid", 16)]);

    [GeneratedRegex("^[A-Za-z0-9_]+\\z", RegexOptions.None, 1000)]
    private static partial Regex OutTradeNo();

    [GeneratedRegex("^[^/=&]+\\z", RegexOptions.None, 1000)]
    private static partial Regex Subject();
}
