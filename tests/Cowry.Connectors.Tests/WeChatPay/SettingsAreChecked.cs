using System.Security.Cryptography;
using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>What can be told about settings and secrets without asking WeChat.</summary>
public sealed class SettingsAreChecked : IDisposable
{
    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    [Theory]
    [InlineData("merchant", "public_key")]
    [InlineData("merchant", "platform_certificate")]
    [InlineData("service_provider", "public_key")]
    [InlineData("service_provider", "platform_certificate")]
    public void Whole_ones_pass(string mode, string verification) =>
        Validate(Accounts.Of("https://sandbox.example.com", mode, verification)).ShouldBeEmpty();

    [Fact]
    public void A_pkcs1_key_passes()
    {
        using var key = RSA.Create(2048);
        Validate(Accounts.Of(null, changes: ("merchant_private_key", key.ExportRSAPrivateKeyPem()))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("mode", null)]
    [InlineData("mode", "partner")]
    [InlineData("verification", null)]
    [InlineData("appid", null)]
    [InlineData("appid", "wx 1")]
    [InlineData("mchid", null)]
    [InlineData("mchid", "19000x")]
    [InlineData("merchant_serial", null)]
    [InlineData("merchant_serial", "408B")]
    [InlineData("merchant_serial", "G08B07E79B8269FEC3D5D3E6AB8ED163A6A380DB")]
    [InlineData("public_key_id", null)]
    [InlineData("public_key_id", "0114232134912410000000000000")]
    [InlineData("base_url", "api.mch.weixin.qq.com")]
    [InlineData("base_url", "ftp://example.com")]
    [InlineData("base_url", "https://example.com/?a=b")]
    [InlineData("official_account_base_url", "open.weixin.qq.com")]
    [InlineData("official_account_base_url", "https://user@example.com")]
    [InlineData("app_secret", "with space")]
    [InlineData("app_secret", "密")]
    [InlineData("merchant_private_key", null)]
    [InlineData("merchant_private_key", "MIIEvQIBADANBg")]
    [InlineData("merchant_private_key", "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----")]
    [InlineData("merchant_private_key", "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----")]
    [InlineData("api_v3_key", null)]
    [InlineData("api_v3_key", "a7cde1ZJB1kG2e7VfTs3jQzaWizur8G")]
    [InlineData("api_v3_key", "密cde1ZJB1kG2e7VfTs3jQzaWizur8Gb")]
    [InlineData("public_key", null)]
    [InlineData("public_key", "-----BEGIN PUBLIC KEY-----\nnonsense\n-----END PUBLIC KEY-----")]
    public void A_field_at_fault_is_named_and_nothing_else(string field, string? value)
    {
        var errors = Validate(Accounts.Of(null, changes: (field, value)));

        errors.Keys.ShouldBe([field]);
        errors[field].ShouldHaveSingleItem().ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void A_provider_needs_its_merchant() =>
        Validate(Accounts.Of(null, "service_provider", changes: ("sub_mchid", null))).Keys.ShouldBe(["sub_mchid"]);

    [Fact]
    public void A_key_of_another_kind_or_a_short_one_is_refused()
    {
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var small = RSA.Create(1024);

        Validate(Accounts.Of(null, changes: ("merchant_private_key", elliptic.ExportPkcs8PrivateKeyPem()))).Keys
            .ShouldBe(["merchant_private_key"]);
        Validate(Accounts.Of(null, changes: ("merchant_private_key", small.ExportPkcs8PrivateKeyPem())))["merchant_private_key"]
            .ShouldHaveSingleItem().ShouldContain("2048");
    }

    [Fact]
    public void No_message_repeats_a_secret()
    {
        const string Secret = "SECRETSECRETSECRET";
        var errors = Validate(Accounts.Of(
            null,
            changes: [("merchant_private_key", Secret), ("api_v3_key", Secret), ("public_key", Secret), ("app_secret", Secret + "!")]));

        errors.Count.ShouldBe(4);
        errors.Values.SelectMany(messages => messages).ShouldAllBe(message => !message.Contains(Secret));
    }

    [Fact]
    public async Task An_account_that_cannot_be_read_is_refused_before_any_call()
    {
        var gateway = services.GetRequiredService<IPaymentGateway>();
        var account = Accounts.Of("http://127.0.0.1:1", changes: ("api_v3_key", "short"));

        (await gateway.ShowQrAsync(account, Accounts.Order(), default)).ShouldBeRejected().ShouldBe("gateway_credentials_invalid");
        (await gateway.CheckAsync(account, default)).ShouldHaveSingleItem().Code.ShouldBe("setting_invalid");
    }

    private IReadOnlyDictionary<string, string[]> Validate(GatewayAccount account) =>
        services.GetRequiredService<IPaymentGateway>().Validate(account);
}
