using System.Text.Json;

namespace Cowry.Sandbox.Alipay;

/// <summary>An answer whose code is not 10000.</summary>
/// <param name="code">Of the gateway: 20000 and on.</param>
/// <param name="subCode">What is wrong: <c>isv.…</c> before the call itself, <c>ACQ.…</c> within it.</param>
internal sealed class AlipayError(string code, string subCode, string subMessage) : Exception(subMessage)
{
    private static readonly Dictionary<string, string> Messages = new()
    {
        ["20000"] = "Service Currently Unavailable",
        ["20001"] = "Insufficient Token Permissions",
        ["40001"] = "Missing Required Arguments",
        ["40002"] = "Invalid Arguments",
        ["40003"] = "Insufficient Conditions",
        ["40004"] = "Business Failed",
        ["40005"] = "Call Limited",
        ["40006"] = "Insufficient Permissions",
    };

    /// <summary>Fields beside the codes; some calls have them in failure too.</summary>
    public Action<Utf8JsonWriter>? Fields { get; init; }

    public static AlipayError Missing(string parameter, string message) => new("40001", $"isv.missing-{parameter}", message);

    public static AlipayError Invalid(string parameter, string message) => new("40002", $"isv.invalid-{parameter}", message);

    /// <summary>A refusal of the business behind the gateway.</summary>
    /// <param name="subCode">Without <c>ACQ.</c>.</param>
    public static AlipayError Business(string subCode, string message) => new("40004", $"ACQ.{subCode}", message);

    /// <summary>Something is wrong with a field of biz_content.</summary>
    public static AlipayError Parameter(string message) => Business("INVALID_PARAMETER", $"参数无效：{message}");

    public static AlipayError TradeNotExist() => Business("TRADE_NOT_EXIST", "交易不存在");

    public static AlipayError Unavailable() => new("20000", "isp.unknow-error", "服务暂不可用（业务系统不可用）");

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("code", code);
        json.WriteString("msg", Messages[code]);
        json.WriteString("sub_code", subCode);
        json.WriteString("sub_msg", Message);
        Fields?.Invoke(json);
    }

    /// <summary>The same refusal with more fields.</summary>
    public AlipayError With(Action<Utf8JsonWriter> fields) => new(code, subCode, Message) { Fields = fields };
}
