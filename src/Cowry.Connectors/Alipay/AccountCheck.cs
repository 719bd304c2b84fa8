using Cowry.Domain.Payments;

namespace Cowry.Connectors.Alipay;

/// <summary>
/// Tries an account against Alipay by asking for a trade that cannot exist: the answer, that there is none, comes only when the app, its
/// key, Alipay's key and the merchant's word to the provider are all right, and nothing is left behind.
/// </summary>
internal sealed class AccountCheck(AlipayClient client, AlipayTransport transport, AlipayOptions options, TimeProvider clock)
{
    private static readonly TimeSpan RenewalTime = TimeSpan.FromDays(30);

    public async Task<IReadOnlyList<AccountFinding>> RunAsync(GatewayAccount account, CancellationToken cancel)
    {
        // Parsed anew, not from the cache: the check must see what is set now.
        var (credentials, errors) = CredentialsReader.Read(account);
        if (credentials is null)
            return [.. errors.Select(error => ConnectionFindings.SettingInvalid(error.Key, error.Value[0]))];

        var findings = new List<AccountFinding>();
        if (credentials.Gateway is { IsLoopback: false } url && url.Scheme != Uri.UriSchemeHttps)
            findings.Add(ConnectionFindings.BaseUrlNotEncrypted);
        var now = clock.GetUtcNow();
        findings.AddRange(OfExpiry(credentials, now));

        var answer = await client.CallAsync(credentials, TradeOrders.Query(GatewayNumber.New(now)), cancel);
        if (Diagnosis.Of(answer, credentials, transport.GatewayOf(credentials).Authority) is { } trouble)
            findings.Add(trouble);
        else if (answer.CertificateSerial is { } serial && credentials.Certificates is { } certificates && serial != certificates.AlipaySerial)
            findings.Add(Findings.AlipayCertificateRenewed);
        if (answer.Date is { } date && (now - date).Duration() >= options.ClockTolerance && answer.Refusal != ErrorTable.ClockRefused)
            findings.Add(Findings.ClockOff(now - date));
        return findings;
    }

    private static IEnumerable<AccountFinding> OfExpiry(AlipayCredentials credentials, DateTimeOffset now)
    {
        if (credentials.Certificates is not { } certificates)
            yield break;
        if (certificates.AppExpiresAt - now < RenewalTime)
            yield return Findings.AppCertificateEnds(certificates.AppExpiresAt, now);
        if (certificates.AlipayExpiresAt - now < RenewalTime)
            yield return Findings.AlipayCertificateEnds(certificates.AlipayExpiresAt, now);
    }
}
