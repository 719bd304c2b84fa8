using System.Text.Json;

namespace Cowry.Sandbox.Alipay;

/// <summary>A request whose signature is right.</summary>
/// <param name="Pid">Who is paid: the app's own account, or the merchant's whose app_auth_token came along.</param>
/// <param name="AuthAppId">That account's app.</param>
/// <param name="KeyName">Which of Alipay's keys answers, as in <see cref="AlipayKeys"/>.</param>
/// <param name="Biz">biz_content, checked by the method's shape.</param>
internal sealed record Call(
    AlipayApp App, string Pid, string AuthAppId, string KeyName, IReadOnlyDictionary<string, string> Parameters, JsonElement Biz, string BaseUrl)
{
    public string? NotifyUrl => Parameters.GetValueOrDefault("notify_url");

    /// <summary>A field of biz_content as text; null when it is not there or empty.</summary>
    public string? Text(string name) => Biz.Text(name);
}

/// <summary>What a call answers when it worked.</summary>
/// <param name="Code">10000, or 10003 while the buyer types a password; null for the one method that answers without.</param>
internal sealed record Answer(string? Code, Action<Utf8JsonWriter> Fields)
{
    private static readonly Dictionary<string, string> Messages = new() { ["10000"] = "Success", ["10003"] = "order success pay inprocess" };

    public static Answer Success(Action<Utf8JsonWriter> fields) => new("10000", fields);

    public void Write(Utf8JsonWriter json)
    {
        if (Code is not null)
        {
            json.WriteString("code", Code);
            json.WriteString("msg", Messages[Code]);
        }

        Fields(json);
    }
}

/// <summary>One method of the gateway.</summary>
/// <param name="Point">Where the switches of <c>/faults</c> apply to it; null: nowhere.</param>
/// <param name="Shape">What its biz_content may hold; null for methods that have none.</param>
/// <param name="Handle">Throws <see cref="AlipayError"/> to refuse.</param>
internal sealed record Method(string Name, FaultPoint? Point, BizShape? Shape, Func<Call, Task<Answer>> Handle);
