using System.Text.Json;

namespace Cowry.Client.Http;

/// <summary>An enum's word on the wire: <c>WechatPay</c> is <c>wechat_pay</c>.</summary>
internal static class WireWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
