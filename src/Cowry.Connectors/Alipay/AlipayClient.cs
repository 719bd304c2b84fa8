using Microsoft.Extensions.Logging;

namespace Cowry.Connectors.Alipay;

/// <summary>Signed calls whose answers are verified before anybody reads them.</summary>
internal sealed partial class AlipayClient(AlipayTransport transport, ILogger<AlipayClient> logger)
{
    public const string SignatureInvalid = "gateway_signature_invalid";

    public async Task<AlipayAnswer> CallAsync(AlipayCredentials credentials, AlipayCall call, CancellationToken cancel)
    {
        var (answer, trouble, message) = await transport.PostAsync(credentials, call, cancel);
        if (answer is null)
            return new AlipayAnswer.Silent(CodeOf(trouble), message, trouble);
        return Understand(credentials, call, answer) with { Date = answer.Date };
    }

    private static string CodeOf(HttpTrouble trouble) => trouble switch
    {
        HttpTrouble.Timeout => "gateway_timeout",
        HttpTrouble.Garbled => ErrorTable.InvalidAnswer,
        _ => ErrorTable.Unavailable,
    };

    private AlipayAnswer Understand(AlipayCredentials credentials, AlipayCall call, HttpAnswer answer)
    {
        // Alipay answers 200 to everything, its errors included: any other status is a machine on the way, or the gateway in trouble.
        if (answer.Status != 200)
            return new AlipayAnswer.Silent(CodeOf(answer.Status), $"the gateway answered HTTP {answer.Status}");
        if (ResponseNode.TryFind(answer.Body, call.AnswerName) is not { } node
            || WireBody.TryRead(node.Raw, AlipayJson.Default.AlipayStatus) is not { } status
            || (status.Code is null && !call.MayOmitCode))
        {
            return new AlipayAnswer.Silent(ErrorTable.InvalidAnswer, "the answer is not in Alipay's shape");
        }

        return Judge(credentials, call, node, status) with { CertificateSerial = node.CertificateSerial };
    }

    // Alipay's certificates are renewed under the same key, so the key at hand judges whatever certificate the answer names; an answer under
    // another key is not believed until the account has that certificate.
    private AlipayAnswer Judge(AlipayCredentials credentials, AlipayCall call, ResponseNode node, AlipayStatus status)
    {
        if (node.Sign is null && status.IsError)
            return new AlipayAnswer.Spoken(status, node.Raw, IsSigned: false);
        if (node.Sign is not null && ResponseVerifier.IsGenuine(credentials.AlipayKey, node.Raw, node.Sign))
            return new AlipayAnswer.Spoken(status, node.Raw, IsSigned: true);
        LogNotGenuine(call.Method, status.Code, node.Sign is null ? "unsigned" : "signed by another key", node.CertificateSerial);
        return new AlipayAnswer.Silent(
            SignatureInvalid, node.Sign is null ? "the answer is not signed" : "the answer is not signed with Alipay's key that is set here");
    }

    private static string CodeOf(int status) => status switch
    {
        429 => ErrorTable.RateLimited,
        >= 500 => ErrorTable.Unavailable,
        _ => ErrorTable.InvalidAnswer,
    };

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Alipay's answer to {Method}, code {Code}, is not believed: {Verdict}, certificate {Serial}")]
    private partial void LogNotGenuine(string method, string? code, string verdict, string? serial);
}
