using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// Puts an answer together: <c>{"alipay_trade_pay_response":{…},"alipay_cert_sn":"…","sign":"…"}</c>. The signature covers the bytes of the
/// node exactly as they are sent.
/// </summary>
internal sealed class AnswerWriter(AlipayKeys keys, AlipayFaults faults)
{
    public byte[] Success(Request request, Answer answer) => Write(request, answer.Write);

    public byte[] Error(Request request, AlipayError error) => Write(request, error.Write);

    private byte[] Write(Request request, Action<Utf8JsonWriter> fields)
    {
        var name = request.Method is { } method ? $"{method.Replace('.', '_')}_response" : "error_response";
        var node = Encoding.UTF8.GetString(Json.Bytes(fields));
        var sign = request.App is null ? null : Sign(request, node);
        if (faults.EscapedSlashes)
            node = node.Replace("/", "\\/", StringComparison.Ordinal);
        var parts = new List<string> { $"\"{name}\":{node}" };
        if (sign is not null && request.KeyName == AlipayKeys.CertificateMode)
            parts.Add($"\"alipay_cert_sn\":\"{keys.CertificateSn}\"");
        if (sign is not null)
            parts.Insert(request.App!.AnswerOrder == "sign_first" ? 0 : parts.Count, $"\"sign\":\"{sign}\"");
        return request.Encoding.GetBytes($"{{{string.Join(',', parts)}}}");
    }

    private string Sign(Request request, string node) => request.Fault == "bad_signature"
        ? Convert.ToBase64String(RandomNumberGenerator.GetBytes(256))
        : keys.Signer(request.KeyName).Sign(request.Encoding.GetBytes(node));
}
