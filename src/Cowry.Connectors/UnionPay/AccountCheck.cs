using Cowry.Domain.Payments;

namespace Cowry.Connectors.UnionPay;

/// <summary>
/// Tries an account against UnionPay: it asks about a number that cannot exist. A signed "no such transaction" proves address, merchant number,
/// signing key and certificates; it moves nothing and leaves nothing behind. Whether the QR product is opened shows only with the first order,
/// since UnionPay has none that could be taken back.
/// </summary>
internal sealed class AccountCheck(UnionPayClient client, UnionPayOptions options, TimeProvider clock)
{
    private static readonly TimeSpan RenewalNotice = TimeSpan.FromDays(30);

    public async Task<IReadOnlyList<AccountFinding>> RunAsync(GatewayAccount account, CancellationToken cancel)
    {
        // Parsed anew, not from the cache: the check must see what UnionPay says now.
        var (credentials, errors) = CredentialsReader.Read(account);
        if (credentials is null)
            return [.. errors.Select(error => ConnectionFindings.SettingInvalid(error.Key, error.Value[0]))];

        var now = clock.GetUtcNow();
        var findings = new List<AccountFinding>();
        if (credentials.BaseUrl is { IsLoopback: false } url && url.Scheme != Uri.UriSchemeHttps)
            findings.Add(ConnectionFindings.BaseUrlNotEncrypted);
        if (credentials.CertificateExpiresAt is { } expiry && expiry < now + RenewalNotice)
            findings.Add(Findings.CertificateExpires(expiry, now));

        var question = Requests.Query(credentials, new GatewayReference(GatewayNumber.New(now), now));
        if (Diagnose(credentials, await client.CallAsync(credentials, question, cancel)) is { } trouble)
            findings.Add(trouble);
        return findings;
    }

    private AccountFinding? Diagnose(UnionPayCredentials credentials, Answer answer)
    {
        var now = clock.GetUtcNow();
        if (answer.Date is { } date && (now - date).Duration() >= options.ClockTolerance)
            return Findings.ClockSkewed(now - date);
        return answer switch
        {
            Answer.Genuine genuine => Diagnosis.Of(genuine.RespCode, genuine.Message["respMsg"], credentials),
            Answer.Broken broken => Diagnosis.Of(broken, credentials, client.AddressOf(credentials, Requests.QueryPage).Authority),
            _ => null,
        };
    }
}
