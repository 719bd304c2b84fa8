namespace Cowry.Sandbox.WeChatPay;

/// <summary>An answer of WeChat Pay that is no success: <c>{"code", "message", "detail"?}</c>.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">In the new spelling, <c>ORDER_NOT_EXIST</c>.</param>
/// <param name="detail">What is wrong where; null when there is nothing to add.</param>
internal sealed class V3Error(int status, string code, string message, V3Detail? detail = null) : Exception(message)
{
    // The old documents' names, still sent to some merchants.
    private static readonly Dictionary<string, string> OldSpelling = new()
    {
        ["ORDER_NOT_EXIST"] = "ORDERNOTEXIST",
        ["ORDER_CLOSED"] = "ORDERCLOSED",
        ["ORDER_PAID"] = "ORDERPAID",
        ["NO_AUTH"] = "NOAUTH",
        ["NOT_ENOUGH"] = "NOTENOUGH",
        ["RULE_LIMIT"] = "RULELIMIT",
        ["ACCOUNT_ERROR"] = "ACCOUNTERROR",
        ["SYSTEM_ERROR"] = "SYSTEMERROR",
        ["BANK_ERROR"] = "BANKERROR",
        ["USER_PAYING"] = "USERPAYING",
    };

    public int Status { get; } = status;

    public V3Detail? Detail { get; } = detail;

    public static V3Error Parameter(string pointer, string issue, string? value = null, string location = "body") =>
        new(400, "PARAM_ERROR", $"参数错误：{issue}", new V3Detail(pointer, issue, location) { Value = value });

    public static V3Error Signature(string message, V3Detail detail) => new(401, "SIGN_ERROR", message, detail);

    public static V3Error OrderNotExist() => new(404, "ORDER_NOT_EXIST", "订单不存在");

    public static V3Error RefundNotExist() => new(404, "RESOURCE_NOT_EXISTS", "退款单不存在");

    public byte[] ToBody(string spelling) => Json.Bytes(json =>
    {
        json.WriteString("code", spelling == "old" ? OldSpelling.GetValueOrDefault(code, code) : code);
        json.WriteString("message", Message);
        Detail?.Write(json);
    });
}

/// <summary>The <c>detail</c> of an error. <paramref name="Field"/> is a JSON pointer or a parameter's name.</summary>
internal sealed record V3Detail(string Field, string Issue, string Location)
{
    public string? Value { get; init; }

    /// <summary>What the gateway itself built the signature over; only for a signature that does not match.</summary>
    public SignInformation? Sign { get; init; }

    public void Write(System.Text.Json.Utf8JsonWriter json)
    {
        json.WriteStartObject("detail");
        if (Sign is null)
        {
            json.WriteString("field", Field);
            if (Value is not null)
                json.WriteString("value", Value);
            json.WriteString("issue", Issue);
            json.WriteString("location", Location);
        }
        else
        {
            json.WriteString("field", Field);
            json.WriteString("location", Location);
            json.WriteStartObject("detail");
            json.WriteString("issue", Issue);
            json.WriteEndObject();
            json.WriteStartObject("sign_information");
            json.WriteString("method", Sign.Method);
            json.WriteString("url", Sign.Url);
            json.WriteNumber("sign_message_length", Sign.Message.Length);
            json.WriteString("truncated_sign_message", Sign.Message.Length <= 100 ? Sign.Message : Sign.Message[..100]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}

/// <summary>The string to sign as the gateway built it.</summary>
internal sealed record SignInformation(string Method, string Url, string Message);
