using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.UnionPay;

/// <summary>What can be told about settings and secrets without asking UnionPay.</summary>
public sealed class SettingsAreChecked : IDisposable
{
    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    [Fact]
    public void Whole_ones_pass()
    {
        Validate(Accounts.Of("https://sandbox.example.com")).ShouldBeEmpty();
        Validate(Accounts.Of(null, ("access_type", "0"), ("cert_id", TestCertificates.MerchantCertId), ("term_id", "49000002"))).ShouldBeEmpty();
        Validate(Accounts.Platform(null)).ShouldBeEmpty();
        Validate(Pfx()).ShouldBeEmpty();
        Validate(Pfx(("cert_id", TestCertificates.MerchantCertId))).ShouldBeEmpty();
    }

    [Fact]
    public void A_pem_key_may_name_its_certificate_by_number() =>
        Validate(Accounts.Of(null, ("certificate", null), ("cert_id", "68759585097"))).ShouldBeEmpty();

    [Fact]
    public void Certificates_may_stand_among_the_settings()
    {
        var account = Accounts.Of(null);
        string[] names = ["certificate", "root_cert", "middle_cert"];
        var moved = account with
        {
            Settings = account.Settings.Concat(account.Secrets.Where(secret => names.Contains(secret.Key))).ToDictionary(),
            Secrets = account.Secrets.Where(secret => !names.Contains(secret.Key)).ToDictionary(),
        };

        Validate(moved).ShouldBeEmpty();
        // A key may not.
        Validate(account with { Settings = account.Settings.Concat(account.Secrets).ToDictionary(), Secrets = new Dictionary<string, string>() })
            .Keys.ShouldBe(["pfx"]);
    }

    [Theory]
    [InlineData("mer_id", null)]
    [InlineData("mer_id", "77729005811004")]
    [InlineData("mer_id", "77729005811004_")]
    [InlineData("access_type", "1")]
    [InlineData("access_type", "merchant")]
    [InlineData("term_id", "1234567")]
    [InlineData("cert_id", "F03109AB11")]
    [InlineData("cert_id", "123")]
    [InlineData("base_url", "gateway.95516.com")]
    [InlineData("base_url", "ftp://example.com")]
    [InlineData("base_url", "https://example.com/?a=b")]
    [InlineData("private_key", "MIIEvQIBADANBg")]
    [InlineData("private_key", "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----")]
    [InlineData("private_key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIID\n-----END ENCRYPTED PRIVATE KEY-----")]
    [InlineData("private_key", "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----")]
    [InlineData("certificate", null)]
    [InlineData("certificate", "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----")]
    [InlineData("root_cert", null)]
    [InlineData("root_cert", "root")]
    [InlineData("root_cert", "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----")]
    [InlineData("middle_cert", null)]
    [InlineData("middle_cert", "middle")]
    public void A_field_at_fault_is_named_and_nothing_else(string field, string? value)
    {
        var errors = Validate(Accounts.Of(null, (field, value)));

        errors.Keys.ShouldBe([field]);
        errors[field].ShouldHaveSingleItem().ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("sub_mer_id", null)]
    [InlineData("sub_mer_id", "8882_9005")]
    [InlineData("sub_mer_name", null)]
    [InlineData("sub_mer_name", "面馆&茶馆")]
    [InlineData("sub_mer_name", "面馆\n")]
    [InlineData("sub_mer_abbr", null)]
    [InlineData("sub_mer_abbr", "面[馆]")]
    public void A_platform_needs_its_shop(string field, string? value)
    {
        (string, string?)[] shop =
            [("access_type", "2"), ("sub_mer_id", "888290058110001"), ("sub_mer_name", "城北小面馆"), ("sub_mer_abbr", "小面馆"), (field, value)];

        // Line feeds around a value are a slip of pasting and do not count.
        var expected = value == "面馆\n" ? [] : new[] { field };
        Validate(Accounts.Of(null, shop)).Keys.ShouldBe(expected);
    }

    [Fact]
    public void Without_any_key_the_pfx_is_asked_for() =>
        Validate(Accounts.Of(null, ("private_key", null), ("certificate", null))).Keys.ShouldBe(["pfx"]);

    [Fact]
    public void A_pfx_that_does_not_open_or_is_none()
    {
        Validate(Pfx(("pfx_password", "111111"))).Keys.ShouldBe(["pfx_password"]);
        Validate(Pfx(("pfx_password", null))).Keys.ShouldBe(["pfx_password"]);
        Validate(Pfx(("pfx", "AAAA"))).Keys.ShouldBe(["pfx_password"]);
        Validate(Pfx(("pfx", "no base64 !"))).Keys.ShouldBe(["pfx"]);
        Validate(Pfx(("cert_id", "1"))).Keys.ShouldBe(["cert_id"]);
    }

    [Fact]
    public void A_pfx_without_its_key()
    {
        var bare = Convert.ToBase64String(TestCertificates.Merchant.Export(X509ContentType.Pkcs12, TestCertificates.PfxPassword));

        Validate(Pfx(("pfx", bare))).Keys.ShouldBe(["pfx"]);
    }

    [Fact]
    public void A_certificate_of_another_key()
    {
        using var other = RSA.Create(2048);

        Validate(Accounts.Of(null, ("private_key", other.ExportRSAPrivateKeyPem()))).Keys.ShouldBe(["certificate"]);
    }

    [Fact]
    public void A_middle_certificate_in_the_roots_place() =>
        Validate(Accounts.Of(null, ("root_cert", TestCertificates.Middle.ExportCertificatePem())))["root_cert"].ShouldHaveSingleItem()
            .ShouldContain("no root certificate");

    [Fact]
    public void A_key_of_another_kind_or_a_short_one_is_refused()
    {
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var small = RSA.Create(1024);

        Validate(Accounts.Of(null, ("private_key", elliptic.ExportPkcs8PrivateKeyPem()))).Keys.ShouldBe(["private_key"]);
        Validate(Accounts.Of(null, ("private_key", small.ExportPkcs8PrivateKeyPem())))["private_key"].ShouldHaveSingleItem().ShouldContain("2048");
    }

    [Fact]
    public void No_message_repeats_a_secret()
    {
        const string Secret = "SECRETSECRETSECRET";
        var pem = Validate(Accounts.Of(null, ("private_key", Secret), ("root_cert", Secret), ("middle_cert", Secret)));
        var pfx = Validate(Pfx(("pfx", Secret), ("pfx_password", Secret)));

        pem.Count.ShouldBe(3);
        pem.Concat(pfx).SelectMany(error => error.Value).ShouldAllBe(message => !message.Contains(Secret));
    }

    [Fact]
    public async Task An_account_that_cannot_be_read_is_refused_before_any_call()
    {
        var gateway = services.GetRequiredService<IPaymentGateway>();
        var account = Accounts.Of("http://127.0.0.1:1", ("mer_id", "short"));
        var order = Accounts.Order();

        (await gateway.ShowQrAsync(account, order, default)).ShouldBeRejected().ShouldBe("gateway_credentials_invalid");
        (await gateway.CloseAsync(account, new GatewayReference(order.Number, order.SentAt), default)).ShouldBeRejected().ShouldBe("gateway_credentials_invalid");
        (await ((IRefundGateway)gateway).RefundAsync(account, Accounts.Refund(order), default)).ShouldBeRejected().ShouldBe("gateway_credentials_invalid");
        gateway.ReadNotification(account, new GatewayNotification(new Dictionary<string, string>(), default), order.SentAt).ShouldBeRejected()
            .ShouldBe("gateway_credentials_invalid");
        (await gateway.CheckAsync(account, default)).ShouldHaveSingleItem().Code.ShouldBe("setting_invalid");
    }

    private static GatewayAccount Pfx(params (string Name, string? Value)[] changes) => Accounts.Of(
        null,
        [
            ("private_key", null),
            ("certificate", null),
            ("pfx", TestCertificates.Pfx(TestCertificates.Merchant, TestCertificates.MerchantKey)),
            ("pfx_password", TestCertificates.PfxPassword),
            .. changes,
        ]);

    private IReadOnlyDictionary<string, string[]> Validate(GatewayAccount account) =>
        services.GetRequiredService<IPaymentGateway>().Validate(account);
}
