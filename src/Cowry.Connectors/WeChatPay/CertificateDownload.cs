using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Cowry.Connectors.WeChatPay;

/// <summary>
/// Reads the answer to <c>GET /v3/certificates</c>. It is believed only when each certificate opens with the account's API v3 key and the
/// answer itself is signed by one of the certificates that it carries.
/// </summary>
internal static class CertificateDownload
{
    public const string Path = "/v3/certificates";

    public static Result Read(WeChatPayCredentials credentials, RawAnswer answer, DateTimeOffset now, TimeSpan tolerance)
    {
        if (answer.Status / 100 != 2)
            return new(new WireAnswer.Refused(answer.Status, answer.Body) { Date = answer.Date }, []);
        if (WireBody.TryRead(answer.Body, WireJson.Default.CertificateList)?.Data is not { } entries)
            return Broken(answer, WireFailure.Garbled, "the list of certificates cannot be read");
        if (entries.Count == 0)
            return Broken(answer, WireFailure.BadSignature, "WeChat Pay has no certificate for this merchant", isEmpty: true);

        var certificates = new List<PlatformKey>();
        foreach (var entry in entries)
        {
            if (entry.EncryptCertificate is not { } resource || ResourceCipher.TryOpen(credentials.ApiV3Key, resource) is not { } pem)
                return Broken(answer, WireFailure.BadSignature, "the certificates do not open with the API v3 key", isKeyWrong: true);
            if (Parse(pem) is { } certificate && string.Equals(certificate.Serial, entry.SerialNo, StringComparison.OrdinalIgnoreCase))
                certificates.Add(certificate);
        }

        var carried = new PlatformKeys(null);
        carried.Replace(certificates);
        return Judge(MessageVerifier.Verify(answer.Signature, answer.Body, carried, now, tolerance), credentials, answer, now, tolerance)
            is { } broken
            ? broken
            : new(null, certificates);
    }

    private static Result? Judge(
        Verdict verdict, WeChatPayCredentials credentials, RawAnswer answer, DateTimeOffset now, TimeSpan tolerance)
    {
        // In public-key mode the answer is signed by that key instead.
        if (verdict == Verdict.UnknownKey)
            verdict = MessageVerifier.Verify(answer.Signature, answer.Body, credentials.Keys, now, tolerance);
        return verdict switch
        {
            Verdict.Genuine => null,
            Verdict.Stale => Broken(answer, WireFailure.Stale, "the list of certificates was signed too long ago or ahead of our clock"),
            _ => Broken(answer, WireFailure.BadSignature, "the list of certificates is not signed by a certificate in it"),
        };
    }

    private static PlatformKey? Parse(byte[] pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(pem));
            return PlatformKey.OfCertificate(certificate);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static Result Broken(RawAnswer answer, WireFailure failure, string message, bool isKeyWrong = false, bool isEmpty = false) =>
        new(new WireAnswer.Broken(failure, message) { Date = answer.Date }, [], isKeyWrong, isEmpty);

    /// <summary>What a download brought, or what was wrong with it.</summary>
    internal sealed record Result(
        WireAnswer? Problem, IReadOnlyList<PlatformKey> Certificates, bool IsApiV3KeyWrong = false, bool IsEmpty = false);
}
