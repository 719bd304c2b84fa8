using System.Security.Cryptography;
using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>What can be told about settings and secrets without asking Alipay.</summary>
public sealed class SettingsAreChecked : IDisposable
{
    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    [Theory]
    [InlineData("merchant", "public_key")]
    [InlineData("merchant", "certificate")]
    [InlineData("service_provider", "public_key")]
    [InlineData("service_provider", "certificate")]
    public void Whole_ones_pass(string mode, string verification) =>
        Validate(Accounts.Of("https://sandbox.example.com", mode, verification)).ShouldBeEmpty();

    [Fact]
    public void Keys_pass_as_the_tools_hand_them_out()
    {
        using var app = RSA.Create(2048);
        using var alipay = RSA.Create(2048);
        var publicKey = Convert.ToBase64String(alipay.ExportSubjectPublicKeyInfo());

        foreach (var privateKey in (string[])
            [app.ExportRSAPrivateKeyPem(), app.ExportPkcs8PrivateKeyPem(), Convert.ToBase64String(app.ExportPkcs8PrivateKey()), Convert.ToBase64String(app.ExportRSAPrivateKey())])
        {
            Validate(Accounts.Of(null, changes: [("app_private_key", privateKey), ("alipay_public_key", publicKey)])).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("mode", null)]
    [InlineData("mode", "partner")]
    [InlineData("verification", null)]
    [InlineData("verification", "platform_certificate")]
    [InlineData("app_id", null)]
    [InlineData("app_id", "2021x")]
    [InlineData("seller_id", null)]
    [InlineData("seller_id", "2021001161683774")]
    [InlineData("seller_id", "208883120465921")]
    [InlineData("sys_service_provider_id", "208883120465921")]
    [InlineData("qr_product_code", "qr code")]
    [InlineData("op_app_id", "x")]
    [InlineData("base_url", "openapi.alipay.com")]
    [InlineData("base_url", "https://example.com/?a=b")]
    [InlineData("authorize_url", "ftp://example.com")]
    [InlineData("app_private_key", null)]
    [InlineData("app_private_key", "MIIEvQIBADANBg")]
    [InlineData("app_private_key", "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----")]
    [InlineData("app_private_key", "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----")]
    [InlineData("alipay_public_key", null)]
    [InlineData("alipay_public_key", "nonsense !")]
    [InlineData("alipay_public_key", "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----")]
    public void A_field_at_fault_is_named_and_nothing_else(string field, string? value)
    {
        var errors = Validate(Accounts.Of(null, changes: (field, value)));

        errors.Keys.ShouldBe([field]);
        errors[field].ShouldHaveSingleItem().ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("app_cert")]
    [InlineData("alipay_cert")]
    [InlineData("alipay_root_cert")]
    public void A_certificate_at_fault_is_named(string field)
    {
        Validate(Accounts.Of(null, verification: "certificate", changes: (field, null))).Keys.ShouldBe([field]);
        Validate(Accounts.Of(null, verification: "certificate", changes: (field, "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----")))
            .Keys.ShouldBe([field]);
    }

    [Theory]
    [InlineData("sys_service_provider_id")]
    [InlineData("app_auth_token")]
    public void A_provider_needs_its_number_and_the_merchants_word(string field) =>
        Validate(Accounts.Of(null, "service_provider", changes: (field, null))).Keys.ShouldBe([field]);

    [Fact]
    public void The_apps_own_public_key_in_place_of_Alipays_is_told() =>
        Validate(Accounts.Of(null, changes: ("alipay_public_key", TestKeys.Public(TestKeys.App))))["alipay_public_key"]
            .ShouldHaveSingleItem().ShouldContain("own");

    [Fact]
    public void A_private_key_in_place_of_a_public_one_is_told_and_not_kept() =>
        Validate(Accounts.Of(null, changes: ("alipay_public_key", TestKeys.Private(TestKeys.Stranger)))).Keys.ShouldBe(["alipay_public_key"]);

    [Fact]
    public void Certificates_of_other_keys_are_told()
    {
        var strangers = TestKeys.Issue(TestKeys.Stranger, "CN=Stranger").ExportCertificatePem();
        var own = TestKeys.AppCertificate.ExportCertificatePem();

        Validate(Accounts.Of(null, verification: "certificate", changes: ("app_cert", strangers))).Keys.ShouldBe(["app_cert"]);
        Validate(Accounts.Of(null, verification: "certificate", changes: ("alipay_cert", own))).Keys.ShouldBe(["alipay_cert"]);
    }

    [Fact]
    public void A_short_key_or_one_of_another_kind_is_refused()
    {
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var small = RSA.Create(1024);

        Validate(Accounts.Of(null, changes: ("app_private_key", elliptic.ExportPkcs8PrivateKeyPem()))).Keys.ShouldBe(["app_private_key"]);
        Validate(Accounts.Of(null, changes: ("app_private_key", small.ExportPkcs8PrivateKeyPem())))["app_private_key"]
            .ShouldHaveSingleItem().ShouldContain("2048");
    }

    [Fact]
    public void No_message_repeats_a_secret()
    {
        const string Secret = "SECRET-SECRET-SECRET";
        var keys = Validate(Accounts.Of(
            null, "service_provider", changes: [("app_private_key", Secret), ("alipay_public_key", Secret), ("app_auth_token", Secret)]));
        var certificates = Validate(Accounts.Of(
            null, verification: "certificate", changes: [("app_cert", Secret), ("alipay_cert", Secret), ("alipay_root_cert", Secret)]));

        (keys.Count, certificates.Count).ShouldBe((3, 3));
        keys.Values.Concat(certificates.Values).SelectMany(messages => messages).ShouldAllBe(message => !message.Contains(Secret));
    }

    private IReadOnlyDictionary<string, string[]> Validate(GatewayAccount account) => services.Gateway().Validate(account);
}
