using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Cowry.Connectors.UnionPay;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.UnionPay;

/// <summary>What UnionPay's own test system sent, and a digest that UnionPay's samples give.</summary>
public sealed class PublishedVectors
{
    // An answer to a refund of one fen, of 5 January 2024, as it came over the wire. The certificate has run out since.
    private const string Certificate =
        "-----BEGIN CERTIFICATE-----\r\nMIIEYzCCA0ugAwIBAgIFEDkwhTQwDQYJKoZIhvcNAQEFBQAwWDELMAkGA1UEBhMC\r\nQ04xMDAuBgNVBAoTJ0NoaW5hIEZpbmFuY2lhbCBDZXJ0aWZpY2F0aW9uIEF1dGhv\r\n"
        + "cml0eTEXMBUGA1UEAxMOQ0ZDQSBURVNUIE9DQTEwHhcNMjAwNzMxMDExOTE2WhcN\r\nMjUwNzMxMDExOTE2WjCBljELMAkGA1UEBhMCY24xEjAQBgNVBAoTCUNGQ0EgT0NB\r\n"
        + "MTEWMBQGA1UECxMNTG9jYWwgUkEgT0NBMTEUMBIGA1UECxMLRW50ZXJwcmlzZXMx\r\nRTBDBgNVBAMMPDA0MUA4MzEwMDAwMDAwMDgzMDQwQOS4reWbvemTtuiBlOiCoeS7\r\n"
        + "veaciemZkOWFrOWPuEAwMDAxNjQ5NTCCASIwDQYJKoZIhvcNAQEBBQADggEPADCC\r\nAQoCggEBAMHNa81t44KBfUWUgZhb1YTx3nO9DeagzBO5ZEE9UZkdK5+2IpuYi48w\r\n"
        + "eYisCaLpLuhrwTced19w2UR5hVrc29aa2TxMvQH9s74bsAy7mqUJX+mPd6KThmCr\r\nt5LriSQ7rDlD0MALq3yimLvkEdwYJnvyzA6CpHntP728HIGTXZH6zOL0OAvTnP8u\r\n"
        + "RCHZ8sXJPFUkZcbG3oVpdXQTJVlISZUUUhsfSsNdvRDrcKYY+bDWTMEcG8ZuMZzL\r\ng0N+/spSwB8eWz+4P87nGFVlBMviBmJJX8u05oOXPyIcZu+CWybFQVcS2sMWDVZy\r\n"
        + "sPeT3tPuBDbFWmKQYuu+gT83PM3G6zMCAwEAAaOB9DCB8TAfBgNVHSMEGDAWgBTP\r\ncJ1h6518Lrj3ywJA9wmd/jN0gDBIBgNVHSAEQTA/MD0GCGCBHIbvKgEBMDEwLwYI\r\n"
        + "KwYBBQUHAgEWI2h0dHA6Ly93d3cuY2ZjYS5jb20uY24vdXMvdXMtMTQuaHRtMDkG\r\nA1UdHwQyMDAwLqAsoCqGKGh0dHA6Ly91Y3JsLmNmY2EuY29tLmNuL1JTQS9jcmw3\r\n"
        + "NTAwMy5jcmwwCwYDVR0PBAQDAgPoMB0GA1UdDgQWBBTmzk7XEM/J/sd+wPrMils3\r\n9rJ2/DAdBgNVHSUEFjAUBggrBgEFBQcDAgYIKwYBBQUHAwQwDQYJKoZIhvcNAQEF\r\n"
        + "BQADggEBAJLbXxbJaFngROADdNmNUyVxPtbAvK32Ia0EjgDh/vjn1hpRNgvL4flH\r\nNsGNttCy8afLJcH8UnFJyGLas8v/P3UKXTJtgrOj1mtothv7CQa4LUYhzrVw3UhL\r\n"
        + "4L1CTtmE6D1Kf3+c2Fj6TneK+MoK9AuckySjK5at6a2GQi18Y27gVF88Nk8bp1lJ\r\nvzOwPKd8R7iGFotuF4/8GGhBKR4k46EYnKCodyIhNpPdQfpaN5AKeS7xeLSbFvPJ\r\n"
        + "HYrtBsI48jUK/WKtWBJWhFH+Gty+GWX0e5n2QHXHW6qH62M0lDo7OYeyBvG1mh9u\r\nQ0C300Eo+XOoO4M1WvsRBAF13g9RPSw=\r\n-----END CERTIFICATE-----";

    private const string Answer =
        "accessType=0&bizType=000000&encoding=utf-8&merId=777290058167151&orderId=refundpay20240105165842&origQryId=052401051658427862748"
        + "&queryId=052401051658427863998&respCode=00&respMsg=成功[0000000]&signMethod=01&txnAmt=1&txnSubType=00&txnTime=20240105165842&txnType=04"
        + "&version=5.1.0&signPubKeyCert=" + Certificate
        + "&signature=c++EAuubwRkvr2MVyM9zyjbdH3RMRK/L1ttftpJ4fkl4ZSY1BjyRbTj5fx/2+Z/eH4dqPNfFEQt8egVVWhF/k7PaD8tLTaueeUIPwyjnEIWmqNtVbJtzKexCouGc"
        + "8wtYDHZYxTJTgo6BW7GEgO5xD6Qpxq801Bb9Zto8uhn4BUP4HI7UsxHHIzP9JYhL2cqz2B8gb3AJHpLMEBpYv+Kb3mwq8ZFgpGaieCAFFGGWImUx1+MgCzLFoe3SKlTF13nbr39C"
        + "d3AHuDJnbN+uG1N6AwUtLu12Zzq/6SM+/dqiE0v5SpvB/PeRj9KQeiGDRg/ho9larqB+D3y0FjU13EeHng==";

    [Fact]
    public void A_text_is_hashed_twice()
    {
        var digest = MessageSignature.Digest("bizType=000000&merId=777290058110048&txnAmt=100");

        Encoding.ASCII.GetString(digest).ShouldBe("07ab5cb120a08c77b8337053bfcb3360af7e6db80570cf63991b0913122c3b31");
        Convert.ToHexStringLower(SHA256.HashData(digest)).ShouldBe("19543f25d5b86ec3891742468c815e6dd3d5e4f6ebe0163f3d0dcaf16620da3b");
    }

    [Fact]
    public void A_genuine_answer_verifies_byte_for_byte()
    {
        var message = MessageParser.TryReadAnswer(Encoding.UTF8.GetBytes(Answer)).ShouldNotBeNull();

        message.Fields.Count.ShouldBe(17);
        message["respMsg"].ShouldBe("成功[0000000]");
        message["signPubKeyCert"].ShouldBe(Certificate);
        MessageSignature.Matches(KeyOf(), message.SignedText(), message["signature"]!).ShouldBeTrue();
    }

    [Theory]
    [InlineData("txnAmt=1&", "txnAmt=10&")]
    [InlineData("respCode=00", "respCode=01")]
    [InlineData("\r\n", "\n")]
    [InlineData("成功", "失败")]
    public void A_genuine_answer_that_was_touched_does_not(string was, string becomes)
    {
        var message = MessageParser.TryReadAnswer(Encoding.UTF8.GetBytes(Answer.Replace(was, becomes, StringComparison.Ordinal))).ShouldNotBeNull();

        MessageSignature.Matches(KeyOf(), message.SignedText(), message["signature"]!).ShouldBeFalse();
    }

    [Fact]
    public void Its_signer_is_trusted_only_below_the_right_root()
    {
        var then = new DateTimeOffset(2024, 1, 5, 9, 0, 0, TimeSpan.Zero);
        var trust = new SignerTrust([TestCertificates.Root], [TestCertificates.Middle], acceptsTestName: true);

        trust.Find(Certificate, then, out var key).ShouldBe(Verdict.Untrusted);
        key.ShouldBeNull();
    }

    [Theory]
    [InlineData("07", "7")]
    [InlineData("F03109AB11", "1031614868241")]
    [InlineData("1039308534", "69678957876")]
    public void A_certificates_number_is_decimal_and_never_negative(string hex, string expected)
    {
        var request = new CertificateRequest("CN=x", TestCertificates.MerchantKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.Create(
            new X500DistinguishedName("CN=y"),
            X509SignatureGenerator.CreateForRSA(TestCertificates.StrangerKey, RSASignaturePadding.Pkcs1),
            TimeProvider.System.GetUtcNow(),
            TimeProvider.System.GetUtcNow().AddDays(1),
            Convert.FromHexString(hex));

        SigningCertificate.IdOf(certificate).ShouldBe(expected);
    }

    private static RsaKey KeyOf()
    {
        using var certificate = X509Certificate2.CreateFromPem(Certificate);
        return new RsaKey(certificate.GetRSAPublicKey()!, withPrivate: false);
    }
}
