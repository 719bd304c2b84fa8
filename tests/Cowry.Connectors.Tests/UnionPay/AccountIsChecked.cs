using System.Text.RegularExpressions;
using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.UnionPay;

/// <summary>A check names the one thing that is wrong.</summary>
public sealed partial class AccountIsChecked : IDisposable
{
    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    [Theory]
    [InlineData("34")]
    [InlineData("00")]
    public async Task Nothing_is_found_where_nothing_is_wrong(string respCode)
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", respCode));

        (await CheckAsync(Accounts.Of(unionpay.Url))).ShouldBeEmpty();

        // It asked, and about nothing that exists.
        var asked = SmallUnionPay.FieldsOf(unionpay.Requests.ShouldHaveSingleItem());
        (asked["txnType"], asked["orderId"].Length).ShouldBe(("00", 24));
    }

    [Theory]
    [InlineData("11", "signature_refused")]
    [InlineData("31", "merchant_unknown")]
    [InlineData("32", "product_not_opened")]
    [InlineData("10", "test_query_refused")]
    [InlineData("ZZ", "test_query_refused")]
    [InlineData("37", "gateway_trouble")]
    [InlineData("99", "gateway_trouble")]
    public async Task What_UnionPay_says_is_told(string respCode, string code)
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", respCode), ("respMsg", "说明[1234567]"));

        await FindsAsync(code, Accounts.Of(unionpay.Url), $"{respCode}: 说明[1234567]");
    }

    [Fact]
    public async Task A_refused_signature_names_the_certificate()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", "11"));

        await FindsAsync("signature_refused", Accounts.Of(unionpay.Url), TestCertificates.MerchantCertId);
    }

    [Fact]
    public async Task A_refusal_without_signature_is_a_hint()
    {
        await using var unionpay = await SmallGateway.StartAsync((_, http, _) =>
            SmallUnionPay.WriteAsync(http, "respCode=31&respMsg=商户状态不正确[6130031]"));

        await FindsAsync("merchant_unknown", Accounts.Of(unionpay.Url), "商户状态不正确");
    }

    [Theory]
    [InlineData("34")]
    [InlineData("00")]
    public async Task Good_news_without_signature_is_none(string respCode)
    {
        await using var unionpay = await SmallGateway.StartAsync((_, http, _) => SmallUnionPay.WriteAsync(http, $"respCode={respCode}"));

        await FindsAsync("platform_signature_wrong", Accounts.Of(unionpay.Url));
    }

    [Fact]
    public async Task The_certificates_of_another_system()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", "34"));
        var (_, root, middle) = TestCertificates.ImpostorFamily();
        var account = Accounts.Of(unionpay.Url, ("root_cert", root.ExportCertificatePem()), ("middle_cert", middle.ExportCertificatePem()));

        await FindsAsync("root_certificate_wrong", account);
    }

    [Fact]
    public async Task Somebody_else_who_answers()
    {
        var pem = TestCertificates.Issue("someone@shop@某某商贸有限公司", TestCertificates.StrangerKey);
        await using var unionpay = await SmallGateway.StartAsync((_, http, received) => SmallUnionPay.WriteAsync(http, SmallUnionPay.Signed(
            SmallUnionPay.Answer(SmallUnionPay.FieldsOf(received), ("respCode", "34"), ("signPubKeyCert", pem)), TestCertificates.StrangerKey)));

        await FindsAsync("platform_signature_wrong", Accounts.Of(unionpay.Url));
    }

    [Fact]
    public async Task A_signer_that_has_run_out()
    {
        var pem = TestCertificates.Issue(TestCertificates.UnionPayName, until: TimeProvider.System.GetUtcNow().AddDays(-1));
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", "34"), ("signPubKeyCert", pem));

        await FindsAsync("platform_certificate_expired", Accounts.Of(unionpay.Url));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task A_clock_that_is_off(int minutes)
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", "10"));
        using var late = Accounts.Services(clock: new SetClock(TimeProvider.System.GetUtcNow().AddMinutes(minutes)));

        var finding = (await late.GetRequiredService<IPaymentGateway>().CheckAsync(Accounts.Of(unionpay.Url), default)).ShouldHaveSingleItem();

        finding.Code.ShouldBe("clock_skewed");
        finding.English.ShouldContain(minutes > 0 ? "10 minutes ahead of" : "10 minutes behind");
        finding.Chinese.ShouldContain("10 分钟");
    }

    [Fact]
    public async Task A_signing_certificate_near_its_end_or_past_it()
    {
        var end = new DateTimeOffset(TestCertificates.Merchant.NotAfter);
        async Task<AccountFinding?> At(TimeSpan before)
        {
            var date = end - before;
            await using var then = await SmallGateway.StartAsync((_, http, received) =>
            {
                http.Response.Headers.Date = date.ToString("r");
                return SmallUnionPay.WriteAsync(http, SmallUnionPay.Signed(SmallUnionPay.Answer(SmallUnionPay.FieldsOf(received), ("respCode", "34"), ("signPubKeyCert", Signer))));
            });
            using var clocked = Accounts.Services(clock: new SetClock(date));
            return (await clocked.GetRequiredService<IPaymentGateway>().CheckAsync(Accounts.Of(then.Url), default)).SingleOrDefault();
        }

        (await At(TimeSpan.FromDays(31))).ShouldBeNull();
        var soon = (await At(TimeSpan.FromDays(29))).ShouldNotBeNull();
        (soon.Code, soon.Level).ShouldBe(("signing_certificate_expires", FindingLevel.Warning));
        var over = (await At(TimeSpan.FromDays(-1))).ShouldNotBeNull();
        (over.Code, over.Level).ShouldBe(("signing_certificate_expired", FindingLevel.Error));
    }

    [Fact]
    public async Task A_page_where_UnionPay_should_be()
    {
        await using var page = await SmallGateway.StartAsync((_, http, _) => SmallUnionPay.WriteAsync(http, "<html>Log in to the hotel's network</html>"));

        await FindsAsync("host_not_unionpay", Accounts.Of(page.Url));
    }

    [Fact]
    public async Task A_gateway_in_trouble()
    {
        await using var unionpay = await SmallGateway.StartAsync((_, http, _) => SmallUnionPay.WriteAsync(http, "", 503));

        await FindsAsync("gateway_trouble", Accounts.Of(unionpay.Url), "HTTP 503");
    }

    [Fact]
    public async Task Nobody_at_the_address() => await FindsAsync("host_unreachable", Accounts.Of("http://127.0.0.1:1"));

    [Fact]
    public async Task An_address_without_tls_where_tls_is_expected()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", "34"));

        await FindsAsync("tls_failed", Accounts.Of(unionpay.Url.Replace("http:", "https:", StringComparison.Ordinal)));
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

        (await impatient.GetRequiredService<IPaymentGateway>().CheckAsync(Accounts.Of(silent.Url), default))
            .ShouldHaveSingleItem().Code.ShouldBe("host_timeout");
    }

    [Fact]
    public async Task An_open_line_is_a_warning()
    {
        // No loopback address by its digits, and nobody listens there.
        var findings = await CheckAsync(Accounts.Of("http://0.0.0.0:1"));

        findings.Select(finding => finding.Code).ShouldBe(["base_url_not_encrypted", "host_unreachable"]);
        findings[0].Level.ShouldBe(FindingLevel.Warning);
    }

    [Fact]
    public async Task Several_fields_at_fault_are_told_at_once_and_nobody_is_asked()
    {
        var findings = await CheckAsync(Accounts.Of("http://127.0.0.1:1", ("mer_id", "x"), ("root_cert", null)));

        findings.Select(finding => finding.Code).ShouldBe(["setting_invalid", "setting_invalid"]);
        findings.ShouldContain(finding => finding.English.Contains("mer_id"));
    }

    // Outlives the merchant's certificate.
    private static string Signer { get; } = TestCertificates.Issue(
        TestCertificates.UnionPayName, until: new DateTimeOffset(TestCertificates.Merchant.NotAfter).AddYears(1));

    private async Task FindsAsync(string code, GatewayAccount account, string? mentioned = null)
    {
        var finding = (await CheckAsync(account)).ShouldHaveSingleItem();

        finding.Code.ShouldBe(code);
        finding.Level.ShouldBe(FindingLevel.Error);
        Han().IsMatch(finding.Chinese).ShouldBeTrue();
        finding.English.ShouldNotBeNullOrWhiteSpace();
        if (mentioned is not null)
        {
            finding.Chinese.ShouldContain(mentioned);
            finding.English.ShouldContain(mentioned);
        }
    }

    private Task<IReadOnlyList<AccountFinding>> CheckAsync(GatewayAccount account) =>
        services.GetRequiredService<IPaymentGateway>().CheckAsync(account, default);

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.None, 1000)]
    private static partial Regex Han();
}
