using System.Security.Cryptography;
using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>A check names the one thing that is wrong, against the sandbox where it can be wrong there.</summary>
public sealed class AccountIsChecked(SandboxWorld world) : IClassFixture<SandboxWorld>, IDisposable
{
    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    [Theory]
    [InlineData("merchant", "public_key", "public_key")]
    [InlineData("merchant", "public_key", "both")]
    [InlineData("merchant", "platform_certificate", "certificate")]
    [InlineData("merchant", "platform_certificate", "both")]
    [InlineData("service_provider", "public_key", "public_key")]
    [InlineData("service_provider", "platform_certificate", "certificate")]
    public async Task Nothing_is_found_where_nothing_is_wrong(string mode, string verification, string keyMode)
    {
        var account = await world.OpenAccountAsync(mode, verification, keyMode);

        (await CheckAsync(account)).ShouldBeEmpty();
        // What the check placed, it closed.
        var orders = await world.GetListAsync("/wechat_pay/transactions");
        orders.ShouldNotBeEmpty();
        orders.ShouldAllBe(order => order!["trade_state"]!.GetValue<string>() == "CLOSED");
    }

    [Theory]
    [InlineData("public_key")]
    [InlineData("platform_certificate")]
    public async Task A_wrong_serial(string verification) =>
        await FindsAsync("merchant_serial_wrong", "merchant", verification, ("merchant_serial", TestKeys.MerchantSerial));

    [Theory]
    [InlineData("public_key")]
    [InlineData("platform_certificate")]
    public async Task Another_private_key(string verification) =>
        await FindsAsync("merchant_private_key_wrong", "merchant", verification, ("merchant_private_key", AnotherPrivateKey()));

    [Fact]
    public async Task Another_api_v3_key() =>
        await FindsAsync("api_v3_key_wrong", "merchant", "platform_certificate", ("api_v3_key", TestKeys.ApiV3Key));

    [Fact]
    public async Task Another_api_v3_key_beside_a_public_key_while_there_are_certificates()
    {
        var account = await world.OpenAccountAsync("merchant", "public_key", "both", changes: ("api_v3_key", TestKeys.ApiV3Key));

        (await CheckAsync(account)).ShouldHaveSingleItem().Code.ShouldBe("api_v3_key_wrong");
    }

    [Fact]
    public async Task Another_public_key() =>
        await FindsAsync("public_key_wrong", "merchant", "public_key", ("public_key", AnotherPublicKey()));

    [Fact]
    public async Task Another_public_key_id() =>
        await FindsAsync("public_key_id_wrong", "merchant", "public_key", ("public_key_id", TestKeys.PublicKeyId));

    [Fact]
    public async Task Certificates_that_the_merchant_does_not_have()
    {
        var account = await world.OpenAccountAsync("merchant", "platform_certificate", "public_key");

        (await CheckAsync(account)).ShouldHaveSingleItem().Code.ShouldBe("no_platform_certificate");
    }

    [Theory]
    [InlineData("merchant")]
    [InlineData("service_provider")]
    public async Task An_appid_that_is_not_bound(string mode) =>
        await FindsAsync("appid_not_bound", mode, "public_key", ("appid", "wx0000000000000000"));

    [Fact]
    public async Task An_official_accounts_secret_that_is_another() =>
        await FindsAsync("app_secret_wrong", "service_provider", "public_key", ("app_secret", "0123456789abcdef0123456789abcdef"));

    [Fact]
    public async Task An_account_platform_that_does_not_answer() =>
        await FindsAsync("official_account_trouble", "merchant", "public_key", ("official_account_base_url", "http://127.0.0.1:1"));

    [Theory]
    [InlineData(40013, "appid_no_official_account")]
    [InlineData(40164, "server_address_not_allowed")]
    [InlineData(-1, "official_account_trouble")]
    public async Task What_the_account_platform_says_of_the_account(int errcode, string finding)
    {
        await using var platform = await SmallGateway.StartAsync((_, http, _) =>
            SmallGateway.WriteUnsignedAsync(http, 200, $$"""{"errcode":{{errcode}},"errmsg":"no"}"""));

        await FindsAsync(finding, "merchant", "public_key", ("official_account_base_url", platform.Url));
    }

    [Fact]
    public async Task A_merchant_number_that_is_not_known() =>
        await FindsAsync("merchant_unknown", "merchant", "public_key", ("mchid", "1600000000"));

    [Fact]
    public async Task A_merchant_who_is_no_provider()
    {
        var account = await world.OpenAccountAsync("merchant", "public_key", changes: [("mode", "service_provider"), ("sub_mchid", "1600000000")]);

        (await CheckAsync(account)).ShouldHaveSingleItem().Code.ShouldBe("product_not_opened");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task A_clock_that_is_off(int minutes)
    {
        using var late = Accounts.Services(clock: new SetClock(TimeProvider.System.GetUtcNow().AddMinutes(minutes)));
        var account = await world.OpenAccountAsync("merchant", "public_key");

        var finding = (await late.GetRequiredService<IPaymentGateway>().CheckAsync(account, default)).ShouldHaveSingleItem();

        finding.Code.ShouldBe("clock_skewed");
        finding.English.ShouldContain(minutes > 0 ? "10 minutes ahead of" : "10 minutes behind");
        finding.Chinese.ShouldContain("10 分钟");
    }

    [Fact]
    public async Task Nobody_at_the_address() =>
        await FindsAsync("host_unreachable", "merchant", "public_key", ("base_url", "http://127.0.0.1:1"));

    [Fact]
    public async Task An_address_without_tls_where_tls_is_expected() =>
        await FindsAsync("tls_failed", "merchant", "public_key", ("base_url", world.Url.Replace("http:", "https:")));

    [Fact]
    public async Task An_address_of_silence()
    {
        using var impatient = Accounts.Services(options => options.TotalTimeout = TimeSpan.FromMilliseconds(300));
        await using var silent = await SmallGateway.StartAsync((_, http, _) =>
        {
            var gone = new TaskCompletionSource();
            http.RequestAborted.Register(gone.SetResult);
            return gone.Task;
        });

        (await impatient.GetRequiredService<IPaymentGateway>().CheckAsync(Accounts.Of(silent.Url), default))
            .ShouldHaveSingleItem().Code.ShouldBe("host_timeout");
    }

    [Fact]
    public async Task Several_fields_at_fault_are_told_at_once_and_nobody_is_asked()
    {
        var account = Accounts.Of("http://127.0.0.1:1", changes: [("mchid", "x"), ("appid", null)]);

        var findings = await CheckAsync(account);

        findings.Select(finding => finding.Code).ShouldBe(["setting_invalid", "setting_invalid"]);
        findings.ShouldContain(finding => finding.English.Contains("mchid"));
    }

    private static string AnotherPrivateKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string AnotherPublicKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportSubjectPublicKeyInfoPem();
    }

    private async Task FindsAsync(string code, string mode, string verification, (string Name, string? Value) change)
    {
        var account = await world.OpenAccountAsync(mode, verification, changes: change);

        var finding = (await CheckAsync(account)).ShouldHaveSingleItem();

        finding.Code.ShouldBe(code);
        finding.Level.ShouldBe(FindingLevel.Error);
        (finding.Chinese + finding.English).ShouldNotContain(account.Secrets["api_v3_key"]);
    }

    private Task<IReadOnlyList<AccountFinding>> CheckAsync(GatewayAccount account) =>
        services.GetRequiredService<IPaymentGateway>().CheckAsync(account, default);
}
