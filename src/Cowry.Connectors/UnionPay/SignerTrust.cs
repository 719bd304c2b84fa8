using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cowry.Connectors.UnionPay;

/// <summary>
/// Whom an account believes. Every message brings its signer's certificate along (<c>signPubKeyCert</c>); it must lead through UnionPay's middle
/// certificate to its root, and its common name must say UnionPay: anybody can buy another certificate of the same issuer.
/// </summary>
internal sealed class SignerTrust(X509Certificate2Collection roots, X509Certificate2Collection middles, bool acceptsTestName)
{
    private const string CommonName = "2.5.4.3";
    private const string Company = "中国银联股份有限公司";
    private const string TestCompany = "00040000:SIGN";
    private const int MostKept = 16;

    private readonly ConcurrentDictionary<string, Signer> known = new(StringComparer.Ordinal);

    /// <summary>The key of a certificate in PEM, only together with <see cref="Verdict.Genuine"/>. Good ones are examined once.</summary>
    public Verdict Find(string pem, DateTimeOffset now, out RsaKey? key)
    {
        key = null;
        if (!known.TryGetValue(pem, out var signer))
        {
            var verdict = Examine(pem, now, out signer);
            if (signer is null)
                return verdict;
            Keep(pem, signer);
        }

        if (now < signer.From || now > signer.Until)
            return Verdict.Expired;
        key = signer.Key;
        return Verdict.Genuine;
    }

    private void Keep(string pem, Signer signer)
    {
        // Only UnionPay's own certificates get here, and it has few.
        if (known.Count >= MostKept)
            known.Clear();
        known[pem] = signer;
    }

    private Verdict Examine(string pem, DateTimeOffset now, out Signer? signer)
    {
        signer = null;
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            using var chain = new X509Chain { ChainPolicy = Policy(now) };
            if (!chain.Build(certificate))
            {
                return Array.TrueForAll(chain.ChainStatus, status => status.Status == X509ChainStatusFlags.NotTimeValid)
                    ? Verdict.Expired
                    : Verdict.Untrusted;
            }

            if (!IsUnionPay(certificate))
                return Verdict.WrongName;
            signer = SignerOf(certificate, chain);
            return signer is null ? Verdict.Untrusted : Verdict.Genuine;
        }
        catch (CryptographicException)
        {
            return Verdict.Untrusted;
        }
    }

    private X509ChainPolicy Policy(DateTimeOffset now)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            // What is missing is not fetched from an address that a stranger wrote into a certificate.
            DisableCertificateDownloads = true,
            VerificationTime = now.UtcDateTime,
            VerificationTimeIgnored = false,
        };
        policy.CustomTrustStore.AddRange(roots);
        policy.ExtraStore.AddRange(middles);
        return policy;
    }

    private static Signer? SignerOf(X509Certificate2 certificate, X509Chain chain)
    {
        if (certificate.GetRSAPublicKey() is not { KeySize: >= 2048 } key)
            return null;
        var (from, until) = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        foreach (var link in chain.ChainElements)
        {
            var (starts, ends) = (new DateTimeOffset(link.Certificate.NotBefore), new DateTimeOffset(link.Certificate.NotAfter));
            from = starts > from ? starts : from;
            until = ends < until ? ends : until;
        }

        return new Signer(new RsaKey(key, withPrivate: false), from, until);
    }

    // CN=041@8310000000083040@中国银联股份有限公司@00016495: the third part is the company.
    private bool IsUnionPay(X509Certificate2 certificate)
    {
        var names = certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonName)
            .Select(part => part.GetSingleElementValue())
            .ToList();
        if (names is not [{ } name] || name.Split('@') is not [_, _, var company, ..])
            return false;
        return company == Company || (acceptsTestName && company == TestCompany);
    }

    private sealed record Signer(RsaKey Key, DateTimeOffset From, DateTimeOffset Until);
}
