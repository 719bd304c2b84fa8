using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cowry.Connectors.UnionPay;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.UnionPay;

/// <summary>Whose certificate is believed.</summary>
public sealed class TrustedSigners
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly SignerTrust trust = Trust();

    [Fact]
    public void UnionPays_is_and_is_examined_once()
    {
        trust.Find(TestCertificates.Signer, Now, out var first).ShouldBe(Verdict.Genuine);
        trust.Find(TestCertificates.Signer, Now, out var second).ShouldBe(Verdict.Genuine);

        first.ShouldNotBeNull();
        second.ShouldBeSameAs(first);
    }

    [Fact]
    public void One_that_was_good_stops_being_so_on_its_day()
    {
        var pem = TestCertificates.Issue(TestCertificates.UnionPayName, until: Now.AddHours(2));

        trust.Find(pem, Now, out _).ShouldBe(Verdict.Genuine);
        trust.Find(pem, Now.AddHours(2).AddMinutes(1), out var key).ShouldBe(Verdict.Expired);
        key.ShouldBeNull();
        trust.Find(pem, Now.AddHours(1), out _).ShouldBe(Verdict.Genuine);
    }

    [Fact]
    public void One_that_has_run_out_or_is_not_valid_yet_is_not()
    {
        Refused(Verdict.Expired, TestCertificates.Issue(TestCertificates.UnionPayName, until: Now.AddMinutes(-1)));
        Refused(Verdict.Expired, TestCertificates.Issue(TestCertificates.UnionPayName, from: Now.AddMinutes(1)));
    }

    [Fact]
    public void The_middle_certificates_end_counts_too()
    {
        var later = Now.AddYears(8);
        var pem = TestCertificates.Issue(TestCertificates.UnionPayName, until: later.AddYears(1));

        trust.Find(pem, later.AddMonths(-18), out _).ShouldBe(Verdict.Genuine);
        trust.Find(pem, later, out _).ShouldBe(Verdict.Expired);
    }

    [Theory]
    [InlineData("041@8310000000083040@中国银联@00016495")]
    [InlineData("中国银联股份有限公司")]
    [InlineData("041@中国银联股份有限公司@8310000000083040@00016495")]
    [InlineData("041@8310000000083040@中国银联股份有限公司 @00016495")]
    [InlineData("someone@shop.example@com")]
    [InlineData("041@8310000000083040@00040000:SIGN")]
    public void Another_name_is_not(string name) => Refused(Verdict.WrongName, TestCertificates.Issue(name));

    [Fact]
    public void Two_names_are_none() =>
        Refused(Verdict.WrongName, TestCertificates.Issue($"shop, CN={TestCertificates.UnionPayName}"));

    [Fact]
    public void The_test_systems_name_is_believed_only_where_a_test_system_is_meant()
    {
        var pem = TestCertificates.Issue("041@8310000000083040@00040000:SIGN");

        Trust(acceptsTestName: true).Find(pem, Now, out _).ShouldBe(Verdict.Genuine);
        trust.Find(pem, Now, out _).ShouldBe(Verdict.WrongName);
    }

    [Fact]
    public void An_impostor_with_the_same_names_all_the_way_up_is_not()
    {
        var (pem, root, middle) = TestCertificates.ImpostorFamily();

        Refused(Verdict.Untrusted, pem);
        new SignerTrust([root], [middle], false).Find(pem, Now, out _).ShouldBe(Verdict.Genuine);
    }

    [Fact]
    public void A_chain_without_its_middle_is_not() =>
        new SignerTrust([TestCertificates.Root], [], false).Find(TestCertificates.Signer, Now, out _).ShouldBe(Verdict.Untrusted);

    [Fact]
    public void A_chain_that_ends_below_the_root_is_not() =>
        new SignerTrust([TestCertificates.ImpostorFamily().Root], [TestCertificates.Middle], false)
            .Find(TestCertificates.Signer, Now, out _).ShouldBe(Verdict.Untrusted);

    [Fact]
    public void A_signer_may_not_make_signers()
    {
        using var signer = X509Certificate2.CreateFromPem(TestCertificates.Signer);
        var pem = TestCertificates.Issue(TestCertificates.UnionPayName, TestCertificates.StrangerKey, issuer: signer, issuerKey: TestCertificates.SignerKey);

        new SignerTrust([TestCertificates.Root], [TestCertificates.Middle, signer], false).Find(pem, Now, out _).ShouldBe(Verdict.Untrusted);
    }

    [Fact]
    public void UnionPays_old_sha1_certificates_still_count() =>
        // Those of its test system are signed so.
        trust.Find(TestCertificates.Issue(TestCertificates.UnionPayName, generator: TestCertificates.OldMiddle()), Now, out _).ShouldBe(Verdict.Genuine);

    [Fact]
    public void A_short_key_is_not()
    {
        using var small = RSA.Create(1024);

        Refused(Verdict.Untrusted, TestCertificates.Issue(TestCertificates.UnionPayName, small));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-----BEGIN CERTIFICATE-----\r\nMIID\r\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\r\nMIID\r\n-----END PUBLIC KEY-----")]
    public void What_is_no_certificate_is_not(string pem) => Refused(Verdict.Untrusted, pem);

    [Fact]
    public async Task Many_at_once_get_the_same_verdict()
    {
        var pems = Enumerable.Range(0, 40).Select(n => TestCertificates.Issue(n % 2 == 0 ? TestCertificates.UnionPayName : $"shop{n}")).ToList();

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 400).Select(n => Task.Run(() => (n, Verdict: trust.Find(pems[n % 40], Now, out _)))));

        verdicts.ShouldAllBe(one => one.Verdict == (one.n % 2 == 0 ? Verdict.Genuine : Verdict.WrongName));
    }

    private static SignerTrust Trust(bool acceptsTestName = false) => new([TestCertificates.Root], [TestCertificates.Middle], acceptsTestName);

    private void Refused(Verdict expected, string pem)
    {
        trust.Find(pem, Now, out var key).ShouldBe(expected);
        key.ShouldBeNull();
    }
}
