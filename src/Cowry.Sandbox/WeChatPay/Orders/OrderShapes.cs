using System.Text.RegularExpressions;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>The bodies of the calls that make and end orders, field by field as in WeChat Pay's documents of 2025.</summary>
internal static partial class OrderShapes
{
    private static readonly Field OutTradeNo = new Text("out_trade_no", 32, Min: 6, Pattern: TradeNumber());

    private static readonly Field Amount =
        new Shape("amount", true, new Whole("total", 1), new Choice("currency", false, "CNY"));

    private static readonly Field SettleInfo = new Shape("settle_info", false, new Flag("profit_sharing"));

    private static readonly Field[] StoreInfo =
    [
        new Text("payer_client_ip", 45), new Text("device_id", 32, false),
        new Shape("store_info", false, new Text("id", 32), new Text("name", 256, false), new Text("area_code", 32, false), new Text("address", 512, false)),
    ];

    private static readonly Field[] Shared =
    [
        new Text("description", 127), OutTradeNo, new Text("time_expire", 64, false), new Text("attach", 128, false),
        new Text("notify_url", 255), new Text("goods_tag", 32, false), new Flag("support_fapiao"),
        new ListOf("limit_pay", false, new Text("", 32)), Amount, Detail("wechatpay_goods_id"), SettleInfo,
    ];

    private static readonly Field[] Direct = [new Text("appid", 32), new Text("mchid", 32)];

    private static readonly Field[] Partner =
        [new Text("sp_appid", 32), new Text("sp_mchid", 32), new Text("sub_appid", 32, false), new Text("sub_mchid", 32)];

    private static readonly Field Scene = new Shape("scene_info", false, StoreInfo);

    private static readonly Field PartnerPayer =
        new Shape("payer", true, new Text("sp_openid", 128, false), new Text("sub_openid", 128, false));

    /// <summary>The request of an order that the customer's phone opens, by its trade type.</summary>
    public static Shape Place(string tradeType, bool partner) => All[(tradeType, partner)];

    public static readonly Shape Close = new("", true, new Text("mchid", 32));

    public static readonly Shape ClosePartner = new("", true, new Text("sp_mchid", 32), new Text("sub_mchid", 32));

    public static Shape PaymentCode(bool partner) => partner ? PaymentCodePartner : PaymentCodeDirect;

    public static readonly Shape Reverse = new("", true, [.. Direct]);

    public static readonly Shape ReversePartner = new("", true, [.. Partner]);

    private static readonly Field[] PaymentCodeShared =
    [
        new Text("description", 127), OutTradeNo, new Text("attach", 128, false), new Text("goods_tag", 32, false),
        new Flag("support_fapiao"), new Shape("payer", true, new Text("auth_code", 32)), Amount,
        new Shape(
            "scene_info", true, new Text("device_id", 32, false), new Text("device_ip", 45, false),
            new Shape("store_info", true, new Text("id", 32, false), new Text("out_id", 32, false))),
        Detail("wxpay_goods_id"), SettleInfo,
    ];

    private static readonly Shape PaymentCodeDirect = new("", true, [.. Direct, .. PaymentCodeShared]);

    private static readonly Shape PaymentCodePartner = new("", true, [.. Partner, .. PaymentCodeShared]);

    private static readonly Dictionary<(string Type, bool Partner), Shape> All = Build();

    private static Dictionary<(string Type, bool Partner), Shape> Build()
    {
        var all = new Dictionary<(string Type, bool Partner), Shape>();
        foreach (var (partner, who) in new[] { (false, Direct), (true, Partner) })
        {
            all[("NATIVE", partner)] = all[("APP", partner)] = new Shape("", true, [.. who, .. Shared, Scene]);
            var payer = partner ? PartnerPayer : new Shape("payer", true, new Text("openid", 128));
            all[("JSAPI", partner)] = new Shape("", true, [.. who, .. Shared, Scene, payer]);
            var h5 = new Shape(
                "h5_info", true, new Choice("type", true, "Wap", "iOS", "Android"), new Text("app_name", 64, false),
                new Text("app_url", 128, false), new Text("bundle_id", 128, false), new Text("package_name", 128, false));
            all[("MWEB", partner)] = new Shape("", true, [.. who, .. Shared, new Shape("scene_info", true, [.. StoreInfo, h5])]);
        }

        return all;
    }

    private static Shape Detail(string goodsId) => new(
        "detail", false, new Whole("cost_price", 0, false), new Text("invoice_id", 32, false),
        new ListOf("goods_detail", false, new Shape(
            "", true, new Text("merchant_goods_id", 32), new Text(goodsId, 32, false), new Text("goods_name", 256, false),
            new Whole("quantity", 1), new Whole("unit_price", 0))));

    [GeneratedRegex(@"^[0-9A-Za-z_\-|*]+\z", RegexOptions.None, 1000)]
    private static partial Regex TradeNumber();
}
