using System.Globalization;
using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>A check names the one thing that is wrong, in both languages.</summary>
public sealed class AccountIsChecked : IDisposable
{
    private const string Query = "alipay.trade.query";
    private static readonly string Unknown = SmallAlipay.Refusal("40004", "ACQ.TRADE_NOT_EXIST");
    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    [Theory]
    [InlineData("merchant", "public_key")]
    [InlineData("service_provider", "certificate")]
    public async Task Nothing_is_found_where_nothing_is_wrong(string mode, string verification)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Query, Unknown));

        (await CheckAsync(Accounts.Of(alipay.Url, mode, verification))).ShouldBeEmpty();

        // It asked, and left nothing behind.
        SmallAlipay.BizContentOf(alipay.Requests.ShouldHaveSingleItem()).GetProperty("out_trade_no").GetString()!.Length.ShouldBeInRange(8, 32);
    }

    [Theory]
    [InlineData("40002", "isv.invalid-app-id", "app_id_unknown")]
    [InlineData("40002", "isv.invalid-signature", "app_private_key_wrong")]
    [InlineData("40003", "isv.missing-signature-config", "app_key_not_uploaded")]
    [InlineData("40002", "isv.invalid-timestamp", "clock_skewed")]
    [InlineData("20001", "aop.invalid-auth-token", "app_auth_token_refused")]
    [InlineData("40006", "isv.insufficient-isv-permissions", "product_not_opened")]
    [InlineData("40004", "ACQ.ACCESS_FORBIDDEN", "product_not_opened")]
    [InlineData("40004", "ACQ.PARTNER_ERROR", "merchant_unknown")]
    [InlineData("40004", "ACQ.A_CODE_OF_TOMORROW", "test_query_refused")]
    [InlineData("20000", "isp.unknow-error", "gateway_trouble")]
    public async Task Each_refusal_says_what_to_mend(string code, string subCode, string expected)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Query, SmallAlipay.Refusal(code, subCode)));

        await FindsAsync(Accounts.Of(alipay.Url), expected);
    }

    [Fact]
    public async Task A_wrong_set_of_certificates()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Query, SmallAlipay.Refusal("40002", "isv.invalid-signature")));

        await FindsAsync(Accounts.Of(alipay.Url, verification: "certificate"), "app_cert_wrong");
    }

    [Fact]
    public async Task Another_key_of_Alipays()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Query, Unknown));

        await FindsAsync(
            Accounts.Of(alipay.Url, changes: ("alipay_public_key", TestKeys.Public(TestKeys.Stranger))), "alipay_public_key_wrong");
    }

    [Fact]
    public async Task An_answer_that_nobody_signed()
    {
        await using var alipay = await SmallAlipay.SayingAsync($$"""{"alipay_trade_query_response":{{Unknown}}}""");

        await FindsAsync(Accounts.Of(alipay.Url), "alipay_public_key_wrong");
    }

    [Theory]
    [InlineData(null, "alipay_cert_wrong")]
    [InlineData("b0a5e7f2cd6a1f5d5a8e1b7c9d3e2f10", "alipay_cert_replaced")]
    public async Task Another_certificate_of_Alipays(string? serial, string expected)
    {
        var sign = TestKeys.Sign(TestKeys.Stranger, Unknown);
        var named = serial is null ? "" : $"\"alipay_cert_sn\":\"{serial}\",";
        await using var alipay = await SmallAlipay.SayingAsync($$"""{"alipay_trade_query_response":{{Unknown}},{{named}}"sign":"{{sign}}"}""");

        await FindsAsync(Accounts.Of(alipay.Url, verification: "certificate"), expected);
    }

    [Fact]
    public async Task A_certificate_renewed_under_the_same_key_is_a_warning()
    {
        var sign = TestKeys.Sign(TestKeys.Alipay, Unknown);
        await using var alipay = await SmallAlipay.SayingAsync(
            $$"""{"alipay_trade_query_response":{{Unknown}},"alipay_cert_sn":"b0a5e7f2cd6a1f5d5a8e1b7c9d3e2f10","sign":"{{sign}}"}""");

        await FindsAsync(Accounts.Of(alipay.Url, verification: "certificate"), "alipay_cert_renewed", FindingLevel.Warning);
    }

    [Theory]
    [InlineData(-1, "app_cert_expired", FindingLevel.Error)]
    [InlineData(20, "app_cert_ends", FindingLevel.Warning)]
    public async Task A_certificate_that_ends(int days, string expected, FindingLevel level)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Query, Unknown));
        var until = TimeProvider.System.GetUtcNow().AddDays(days);
        var ending = TestKeys.Issue(TestKeys.App, "CN=ending", until).ExportCertificatePem();

        var finding = await FindsAsync(Accounts.Of(alipay.Url, verification: "certificate", changes: ("app_cert", ending)), expected, level);

        finding.English.ShouldContain(until.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task A_clock_that_is_off(int minutes)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Query, Unknown));
        using var late = Accounts.Services(clock: new SetClock(TimeProvider.System.GetUtcNow().AddMinutes(minutes)));

        var finding = (await late.Gateway().CheckAsync(Accounts.Of(alipay.Url), default)).ShouldHaveSingleItem();

        (finding.Code, finding.Level).ShouldBe(("clock_off", FindingLevel.Warning));
        finding.English.ShouldContain(minutes > 0 ? "10 minutes ahead of" : "10 minutes behind");
        finding.Chinese.ShouldContain("10 分钟");
    }

    [Fact]
    public async Task Nobody_at_the_address() => await FindsAsync(Accounts.Of("http://127.0.0.1:1"), "host_unreachable");

    [Fact]
    public async Task An_address_without_tls_where_tls_is_expected()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Query, Unknown));

        await FindsAsync(Accounts.Of(alipay.Url.Replace("http:", "https:", StringComparison.Ordinal)), "tls_failed");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    public async Task An_address_of_something_else(int status)
    {
        await using var alipay = await SmallAlipay.SayingAsync("<html>Welcome</html>", status);

        await FindsAsync(Accounts.Of(alipay.Url), "host_not_http");
    }

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

        (await impatient.Gateway().CheckAsync(Accounts.Of(silent.Url), default)).ShouldHaveSingleItem().Code.ShouldBe("host_timeout");
    }

    [Fact]
    public async Task Several_fields_at_fault_are_told_at_once_and_nobody_is_asked()
    {
        var findings = await CheckAsync(Accounts.Of("http://127.0.0.1:1", changes: [("app_id", "x"), ("seller_id", null)]));

        findings.Select(finding => finding.Code).ShouldBe(["setting_invalid", "setting_invalid"]);
        findings.ShouldContain(finding => finding.English.Contains("seller_id"));
    }

    private Task<IReadOnlyList<AccountFinding>> CheckAsync(GatewayAccount account) => services.Gateway().CheckAsync(account, default);

    private async Task<AccountFinding> FindsAsync(GatewayAccount account, string code, FindingLevel level = FindingLevel.Error)
    {
        var finding = (await CheckAsync(account)).ShouldHaveSingleItem();

        (finding.Code, finding.Level).ShouldBe((code, level));
        finding.Chinese.ShouldNotBeNullOrWhiteSpace();
        finding.English.ShouldNotBeNullOrWhiteSpace();
        return finding;
    }
}
