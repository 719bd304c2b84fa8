using Microsoft.Extensions.Logging;

namespace Cowry.Connectors.WeChatPay;

/// <summary>Signed calls whose answers are verified before anybody reads them.</summary>
internal sealed partial class WeChatPayClient(
    WeChatPayTransport transport, WeChatPayOptions options, TimeProvider clock, ILogger<WeChatPayClient> logger)
{
    public Task<WireAnswer> GetAsync(WeChatPayCredentials credentials, string pathAndQuery, CancellationToken cancel) =>
        CallAsync(credentials, HttpMethod.Get, pathAndQuery, null, Resend.AfterAnyFailure, cancel);

    public Task<WireAnswer> PostAsync(
        WeChatPayCredentials credentials, string path, byte[] body, CancellationToken cancel, Resend resend = Resend.AfterAnyFailure) =>
        CallAsync(credentials, HttpMethod.Post, path, body, resend, cancel);

    /// <summary>Who signed a message; fetches certificates when it names one that is not at hand.</summary>
    public async Task<Verdict> VerifyAsync(
        WeChatPayCredentials credentials, MessageSignature signature, ReadOnlyMemory<byte> body, DateTimeOffset now, CancellationToken cancel)
    {
        var verdict = Verify(credentials, signature, body.Span, now);
        if (verdict != Verdict.UnknownKey || !LooksLikeCertificate(signature.Serial))
            return verdict;
        return await credentials.Certificates.RefreshAsync(() => DownloadAsync(credentials), clock.GetUtcNow(), cancel)
            ? Verify(credentials, signature, body.Span, now)
            : verdict;
    }

    public Verdict Verify(WeChatPayCredentials credentials, MessageSignature signature, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        MessageVerifier.Verify(signature, body, credentials.Keys, now, options.ClockTolerance);

    public async Task<CertificateDownload.Result> DownloadAsync(WeChatPayCredentials credentials)
    {
        // Bounded by the transport's own limit: the keys are wanted by more callers than the one who asked first.
        var (answer, failure) = await transport.SendAsync(
            credentials, HttpMethod.Get, CertificateDownload.Path, null, CancellationToken.None);
        var result = answer is null
            ? new CertificateDownload.Result(failure, [])
            : CertificateDownload.Read(credentials, answer, clock.GetUtcNow(), options.ClockTolerance);
        if (result.Problem is { } problem)
            LogDownloadFailed(Describe(problem), answer?.RequestId);
        return result;
    }

    // An unknown serial of any other shape is no certificate's and not worth a download.
    private static bool LooksLikeCertificate(string? serial) => serial is { Length: 40 } && serial.All(char.IsAsciiHexDigit);

    private static string Describe(WireAnswer answer) => answer switch
    {
        WireAnswer.Broken broken => broken.Message,
        WireAnswer.Refused refused => ErrorTable.Read(refused.Status, refused.Body).Message,
        _ => "",
    };

    private async Task<WireAnswer> CallAsync(
        WeChatPayCredentials credentials, HttpMethod method, string pathAndQuery, byte[]? body, Resend resend, CancellationToken cancel)
    {
        if (credentials.Verification == WeChatPayVerification.PlatformCertificate
            && await credentials.Certificates.EnsureLoadedAsync(() => DownloadAsync(credentials), clock.GetUtcNow(), cancel) is { } problem)
        {
            return problem;
        }

        var (answer, failure) = await transport.SendAsync(credentials, method, pathAndQuery, body, cancel, resend);
        if (answer is null)
            return failure!;
        if (answer.Status / 100 != 2)
            return new WireAnswer.Refused(answer.Status, answer.Body) { Date = answer.Date };

        var verdict = await VerifyAsync(credentials, answer.Signature, answer.Body, clock.GetUtcNow(), cancel);
        if (verdict == Verdict.Genuine)
            return new WireAnswer.Genuine(answer.Status, answer.Body) { Date = answer.Date };
        LogNotGenuine(method.Method, verdict, answer.Status, answer.Signature.Serial, answer.RequestId);
        return Distrust(verdict, answer);
    }

    private static WireAnswer.Broken Distrust(Verdict verdict, RawAnswer answer) => verdict switch
    {
        Verdict.Stale => new(WireFailure.Stale, "the answer was signed too long ago, or ahead of our clock") { Date = answer.Date },
        Verdict.Unsigned => new(WireFailure.BadSignature, "the answer is not signed") { Date = answer.Date },
        Verdict.UnknownKey => new(WireFailure.BadSignature, "the answer is signed by a key that is not ours") { Date = answer.Date },
        _ => new(WireFailure.BadSignature, "the answer's signature is wrong") { Date = answer.Date },
    };

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "WeChat Pay answered {Method} with {Status}, not believed: {Verdict}, serial {Serial}, request id {RequestId}")]
    private partial void LogNotGenuine(string method, Verdict verdict, int status, string? serial, string? requestId);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "WeChat Pay's certificates could not be downloaded: {Problem}, request id {RequestId}")]
    private partial void LogDownloadFailed(string problem, string? requestId);
}
