using System.Text.Json;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// Finds the trade behind what a phone got: the text of an order code, or the JSON with which a page in the wallet calls for a payment,
/// <c>{"tradeNO":"…"}</c>.
/// </summary>
internal static class ScannedCode
{
    private const string Prefix = "https://qr.alipay.com/";

    public static bool LooksLikeAlipay(string content) => content.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || TradeNo(content) is not null;

    public static Trade? Find(Db db, string content) =>
        TradeNo(content) is { } tradeNo ? db.FindByTradeNo(tradeNo) : db.FindByQrCode(content);

    private static string? TradeNo(string content)
    {
        if (!content.StartsWith('{') || !content.Contains("\"tradeNO\"", StringComparison.Ordinal))
            return null;
        try
        {
            return JsonElement.Parse(content).Text("tradeNO");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
