using Cowry.Domain.Payments;
using Cowry.Primitives;

namespace Cowry.Connectors.WeChatPay;

/// <summary>
/// Tries an account against WeChat Pay: it downloads the certificates, then places an order of one fen that nobody sees and closes it,
/// since only an order tells whether the appid is bound and the product opened. It stops at the first thing that must be mended before the
/// next can be judged. In public-key mode WeChat encrypts nothing on request, so there a wrong API v3 key shows only when the certificates
/// are to be had. An app_secret, where there is one, is tried with a code that nobody was given.
/// </summary>
internal sealed class AccountCheck(
    WeChatPayTransport transport, OfficialAccount officialAccount, WeChatPayOptions options, TimeProvider clock)
{
    // Never called: the order's code is thrown away, so nobody can pay it.
    private const string NotifyUrl = "https://www.example.com/cowry/check";

    public async Task<IReadOnlyList<AccountFinding>> RunAsync(GatewayAccount account, CancellationToken cancel)
    {
        // Parsed anew, not from the cache: the check must see what WeChat says now.
        var (credentials, errors) = CredentialsReader.Read(account);
        if (credentials is null)
            return [.. errors.Select(error => Findings.SettingInvalid(error.Key, error.Value[0]))];

        var findings = new List<AccountFinding>();
        if (credentials.BaseUrl is { IsLoopback: false } url && url.Scheme != Uri.UriSchemeHttps)
            findings.Add(Findings.BaseUrlNotEncrypted);
        var trouble = await TryCertificatesAsync(credentials, cancel)
            ?? await TryOrderAsync(credentials, cancel)
            ?? await TryAppSecretAsync(credentials, cancel);
        if (trouble is not null)
            findings.Add(trouble);
        return findings;
    }

    private async Task<AccountFinding?> TryCertificatesAsync(WeChatPayCredentials credentials, CancellationToken cancel)
    {
        var (answer, failure) = await transport.SendAsync(credentials, HttpMethod.Get, CertificateDownload.Path, null, cancel);
        if (answer is null)
            return Diagnosis.Of(failure!, HostOf(credentials));
        var now = clock.GetUtcNow();
        if (ClockTrouble(answer, now) is { } skewed)
            return skewed;

        var result = CertificateDownload.Read(credentials, answer, now, options.ClockTolerance);
        if (result.IsApiV3KeyWrong)
            return Findings.ApiV3KeyWrong;
        var refusal = result.Problem is WireAnswer.Refused refused ? ErrorTable.Read(refused.Status, refused.Body) : null;
        if (credentials.Verification == WeChatPayVerification.PublicKey)
            // A merchant with a public key may have no certificates; only a refusal of the credentials matters here.
            return refusal?.Code == ErrorTable.CredentialsRefused ? Diagnosis.Of(refusal, credentials) : null;

        credentials.Keys.Replace(result.Certificates);
        return result switch
        {
            { Problem: null } => null,
            { IsEmpty: true } => Findings.NoPlatformCertificate,
            _ when refusal is { Code: "gateway_not_found" } => Findings.NoPlatformCertificate,
            _ when refusal is not null => Diagnosis.Of(refusal, credentials),
            { Problem: WireAnswer.Broken broken } => Diagnosis.Of(broken, HostOf(credentials)),
            _ => null,
        };
    }

    private async Task<AccountFinding?> TryOrderAsync(WeChatPayCredentials credentials, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var number = GatewayNumber.New(now);
        var order = new GatewayOrder(number, now, new Money(1), "Cowry 连接检查", now.AddMinutes(1), NotifyUrl, null, null);
        var path = WeChatPayOrders.NativePath(credentials);
        var body = WeChatPayOrders.NativeBody(credentials, order);
        var (answer, failure) = await transport.SendAsync(credentials, HttpMethod.Post, path, body, cancel);
        if (answer is { Signature.Signature: { } signature } && MessageVerifier.IsProbe(signature))
            (answer, failure) = await transport.SendAsync(credentials, HttpMethod.Post, path, body, cancel);
        if (answer is null)
            return Diagnosis.Of(failure!, HostOf(credentials));
        if (ClockTrouble(answer, clock.GetUtcNow()) is { } skewed)
            return skewed;
        if (answer.Status / 100 != 2)
            return Diagnosis.Of(ErrorTable.Read(answer.Status, answer.Body), credentials);

        // Its outcome does not matter: nobody has the code, and the order lapses after a minute.
        await transport.SendAsync(
            credentials, HttpMethod.Post, WeChatPayOrders.ClosePath(credentials, number), WeChatPayOrders.CloseBody(credentials), cancel);
        var verdict = MessageVerifier.Verify(answer.Signature, answer.Body, credentials.Keys, clock.GetUtcNow(), options.ClockTolerance);
        return Diagnosis.Of(verdict, answer.Signature.Serial, credentials);
    }

    private async Task<AccountFinding?> TryAppSecretAsync(WeChatPayCredentials credentials, CancellationToken cancel)
    {
        if (credentials.AppSecret is not { } secret)
            return null;
        return await officialAccount.PayerAsync(credentials, secret, "cowry-check", cancel) switch
        {
            // What is refused is the code, so the secret is right.
            GatewayAnswer<string>.Done or GatewayAnswer<string>.Rejected { Code: OfficialAccount.BeginAgain } => null,
            GatewayAnswer<string>.Rejected { Code: OfficialAccount.SecretRefused } => Findings.AppSecretWrong,
            GatewayAnswer<string>.Rejected { Code: OfficialAccount.AppidUnknown } => Findings.AppidNoOfficialAccount,
            GatewayAnswer<string>.Rejected { Code: OfficialAccount.AddressNotAllowed } => Findings.ServerAddressNotAllowed,
            GatewayAnswer<string>.Rejected(var code, var message) => Findings.OfficialAccountTrouble(code, message),
            GatewayAnswer<string>.Unknown(var code, var message) => Findings.OfficialAccountTrouble(code, message),
            _ => null,
        };
    }

    private AccountFinding? ClockTrouble(RawAnswer answer, DateTimeOffset now) =>
        answer.Date is { } date && (now - date).Duration() >= options.ClockTolerance ? Findings.ClockSkewed(now - date) : null;

    private string HostOf(WeChatPayCredentials credentials) => (credentials.BaseUrl ?? options.MainHost).Authority;
}
