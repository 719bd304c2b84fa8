using Cowry.Connectors.UnionPay;
using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.UnionPay;

/// <summary>What goes over the wire: every field of every request, and its signature.</summary>
public sealed class GatewayCalls : IDisposable
{
    private const string Qr = "https://qr.95516.com/00010000/62131414520190617000000000000000";

    // 20:00:07 in Beijing, and a fraction that a whole second leaves out.
    private static readonly DateTimeOffset SentAt = new(2026, 5, 1, 12, 0, 7, 450, TimeSpan.Zero);
    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    private IPaymentGateway Gateway => services.GetRequiredService<IPaymentGateway>();

    [Fact]
    public void It_is_the_method_unionpay_and_can_all_that_a_wallet_can()
    {
        Gateway.Method.ShouldBe("unionpay");
        Gateway.ShouldBeAssignableTo<IScanGateway>();
        Gateway.ShouldBeAssignableTo<IRefundGateway>();
        Gateway.ShouldBeAssignableTo<IWalletPage>();
    }

    [Fact]
    public async Task A_qr_is_asked_for()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("qrCode", Qr));
        var order = Accounts.Order(SentAt);

        (await Gateway.ShowQrAsync(Accounts.Of(unionpay.Url), order, default)).ShouldBeDone().Content.ShouldBe(Qr);

        var received = unionpay.Requests.ShouldHaveSingleItem();
        (received.Method, received.PathAndQuery).ShouldBe(("POST", "/gateway/api/backTransReq.do"));
        received.Headers["Content-Type"].ShouldBe("application/x-www-form-urlencoded; charset=UTF-8");
        received.Headers["User-Agent"].ShouldStartWith("Cowry/");
        received.Headers.Keys.ShouldNotContain("traceparent");
        received.Headers.Keys.ShouldNotContain("Expect");
        ShouldSay(received, Sale(order, "07", ("payTimeout", "20260501200507")));
    }

    [Fact]
    public async Task A_platforms_qr_names_the_shop()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("qrCode", Qr));
        var order = Accounts.Order(SentAt);

        (await Gateway.ShowQrAsync(Accounts.Platform(unionpay.Url), order, default)).ShouldBeDone();

        ShouldSay(unionpay.Requests.ShouldHaveSingleItem(), Sale(
            order,
            "07",
            ("payTimeout", "20260501200507"),
            ("accessType", "2"),
            ("subMerId", "888290058110001"),
            ("subMerName", "城北小面馆"),
            ("subMerAbbr", "小面馆")));
    }

    [Fact]
    public async Task A_payment_code_is_sent_with_the_terminal_where_one_is_named()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("queryId", "442401051450467846498"));
        var scan = (IScanGateway)Gateway;
        var order = Accounts.Order(SentAt);

        (await scan.ScanCodeAsync(Accounts.Of(unionpay.Url), order, "6212345678901234567", default)).ShouldBeDone();
        (await scan.ScanCodeAsync(Accounts.Of(unionpay.Url, ("term_id", "49000002")), order, "6212345678901234567", default)).ShouldBeDone();

        unionpay.Requests.ShouldAllBe(received => received.PathAndQuery == "/gateway/api/backTransReq.do");
        ShouldSay(unionpay.Requests.First(), Sale(order, "06", ("qrNo", "6212345678901234567")));
        ShouldSay(unionpay.Requests.Last(), Sale(order, "06", ("qrNo", "6212345678901234567"), ("termId", "49000002")));
    }

    [Fact]
    public async Task A_query_names_number_and_time()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", "34"));
        var order = Accounts.Order(SentAt);

        await Gateway.QueryAsync(Accounts.Platform(unionpay.Url), new GatewayReference(order.Number, SentAt), default);

        var received = unionpay.Requests.ShouldHaveSingleItem();
        received.PathAndQuery.ShouldBe("/gateway/api/queryTrans.do");
        ShouldSay(received, Base("00", "00", ("accessType", "2"), ("orderId", order.Number), ("txnTime", "20260501200007")));
    }

    [Fact]
    public async Task A_reversal_names_the_payments_own_number_and_time()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync();
        var order = Accounts.Order(SentAt);

        (await ((IScanGateway)Gateway).ReverseAsync(Accounts.Of(unionpay.Url), new GatewayReference(order.Number, SentAt), default)).ShouldBeDone();

        var received = unionpay.Requests.ShouldHaveSingleItem();
        received.PathAndQuery.ShouldBe("/gateway/api/backTransReq.do");
        ShouldSay(received, Base("99", "01", ("channelType", "08"), ("orderId", order.Number), ("txnTime", "20260501200007")));
    }

    [Fact]
    public async Task A_refund_has_a_number_of_its_own_and_names_the_payment()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("queryId", "052401051658427863998"));
        var refunds = (IRefundGateway)Gateway;
        var order = Accounts.Order(SentAt);
        var refund = Accounts.Refund(order);
        (string, string?)[] common =
        [
            ("channelType", "08"), ("orderId", refund.Refund.Number), ("txnTime", "20260501220007"), ("txnAmt", "250"),
            ("backUrl", "https://shop.example.com/notify/1"),
        ];

        (await refunds.RefundAsync(Accounts.Of(unionpay.Url), refund, default)).ShouldBeDone();
        (await refunds.RefundAsync(Accounts.Of(unionpay.Url), refund with { Payment = refund.Payment with { Transaction = null } }, default)).ShouldBeDone();
        (await refunds.QueryRefundAsync(Accounts.Of(unionpay.Url), refund, default)).ShouldBeUnknown();

        var received = unionpay.Requests.ToArray();
        received.Select(one => one.PathAndQuery.Split('/')[^1]).ShouldBe(["backTransReq.do", "backTransReq.do", "queryTrans.do"]);
        ShouldSay(received[0], Base("04", "00", [.. common, ("origQryId", "442401051450467846498")]));
        ShouldSay(received[1], Base("04", "00", [.. common, ("origOrderId", order.Number), ("origTxnTime", "20260501200007")]));
        ShouldSay(received[2], Base("00", "00", ("orderId", refund.Refund.Number), ("txnTime", "20260501220007")));
    }

    [Fact]
    public async Task A_close_asks_nothing_since_a_code_dies_by_itself()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync();

        (await Gateway.CloseAsync(Accounts.Of(unionpay.Url), new GatewayReference("n12345678", SentAt), default)).ShouldBeDone();

        unionpay.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_in_the_wallet_gets_a_signed_form()
    {
        var page = (IWalletPage)Gateway;
        var order = Accounts.Order(SentAt);
        var account = Accounts.Of("https://gateway.test.95516.com");

        page.AuthorizeUrl(account, "https://shop.example.com/p", "s").ShouldBeNull();
        (await page.PayerAsync(account, new Dictionary<string, string>(), default)).ShouldBeRejected().ShouldBe("gateway_payer_unknown");
        var form = (await page.OpenInWalletAsync(account, order, null, "https://shop.example.com/done", default))
            .ShouldBeDone().ShouldBeOfType<GatewayCallUp.Form>();

        form.Url.ShouldBe("https://gateway.test.95516.com/gateway/api/frontTransReq.do");
        ShouldSay(form.Fields, Sale(
            order, "01", ("bizType", "000201"), ("frontUrl", "https://shop.example.com/done"), ("payTimeout", "20260501200507")));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 UnionPay/1.0 CloudPay", true)]
    [InlineData("Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 UnionPay/1.0 CCBLoongPay", true)]
    [InlineData("Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.49", false)]
    [InlineData("Mozilla/5.0 (Linux; Android 14) AlipayClient/10.6.0", false)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) UnionPayments", false)]
    [InlineData("", false)]
    public void Its_browser_is_known(string userAgent, bool expected) => ((IWalletPage)Gateway).Meets(userAgent).ShouldBe(expected);

    [Theory]
    [InlineData("6212345678901234567", true)]
    [InlineData("6299999999999999999", true)]
    [InlineData("621234567890123456", false)]
    [InlineData("62123456789012345678", false)]
    [InlineData("0112345678901234567", false)]
    [InlineData("6112345678901234567", false)]
    [InlineData("62123456789012345６7", false)]
    [InlineData("621234567890123456a", false)]
    [InlineData(" 621234567890123456", false)]
    [InlineData("6901234567892", false)]
    [InlineData("134567890123456789", false)]
    [InlineData("", false)]
    public async Task Its_payment_codes_are_known(string code, bool expected)
    {
        var scan = (IScanGateway)Gateway;

        scan.Recognises(code).ShouldBe(expected);
        if (!expected)
        {
            // And no other is sent, whoever calls.
            (await scan.ScanCodeAsync(Accounts.Of("http://127.0.0.1:1"), Accounts.Order(), code, default)).ShouldBeRejected()
                .ShouldBe("gateway_payment_code_refused");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/gateway/api")]
    [InlineData("/gateway/api/")]
    [InlineData("/somewhere/gateway/api")]
    public async Task An_address_may_end_before_or_after_the_fixed_part(string path)
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("qrCode", Qr));

        (await Gateway.ShowQrAsync(Accounts.Of(unionpay.Url + path), Accounts.Order(), default)).ShouldBeDone();

        var prefix = path.StartsWith("/somewhere", StringComparison.Ordinal) ? "/somewhere" : "";
        unionpay.Requests.ShouldHaveSingleItem().PathAndQuery.ShouldBe(prefix + "/gateway/api/backTransReq.do");
    }

    [Fact]
    public async Task An_account_without_an_address_goes_to_the_real_host()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("qrCode", Qr));
        using var real = Accounts.Services(options => options.MainHost = new Uri(unionpay.Url));
        new UnionPayOptions().MainHost.ShouldBe(new Uri("https://gateway.95516.com"));

        (await real.GetRequiredService<IPaymentGateway>().ShowQrAsync(Accounts.Of(null), Accounts.Order(), default)).ShouldBeDone();
    }

    [Fact]
    public async Task A_pfx_signs_as_its_pem_does()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("qrCode", Qr));
        var account = Accounts.Of(
            unionpay.Url,
            ("private_key", null),
            ("certificate", null),
            ("pfx", TestCertificates.Pfx(TestCertificates.Merchant, TestCertificates.MerchantKey)),
            ("pfx_password", TestCertificates.PfxPassword));

        (await Gateway.ShowQrAsync(account, Accounts.Order(), default)).ShouldBeDone();

        SmallUnionPay.ShouldBeSigned(SmallUnionPay.FieldsOf(unionpay.Requests.ShouldHaveSingleItem()));
    }

    private static Dictionary<string, string> Sale(GatewayOrder order, string subType, params (string Name, string? Value)[] changes) => Base(
        "01",
        subType,
        [
            ("orderId", order.Number), ("txnTime", "20260501200007"), ("channelType", "08"), ("txnAmt", "1250"), ("currencyCode", "156"),
            ("backUrl", "https://shop.example.com/notify/1"), .. changes,
        ]);

    private static Dictionary<string, string> Base(string type, string subType, params (string Name, string? Value)[] changes) => SmallUnionPay.Change(
        new Dictionary<string, string>
        {
            ["version"] = "5.1.0",
            ["encoding"] = "UTF-8",
            ["signMethod"] = "01",
            ["txnType"] = type,
            ["txnSubType"] = subType,
            ["bizType"] = "000000",
            ["accessType"] = "0",
            ["merId"] = Accounts.MerId,
            ["certId"] = TestCertificates.MerchantCertId,
        },
        changes);

    private static void ShouldSay(Received received, Dictionary<string, string> expected) => ShouldSay(SmallUnionPay.FieldsOf(received), expected);

    private static void ShouldSay(IReadOnlyDictionary<string, string> fields, Dictionary<string, string> expected)
    {
        fields.Where(field => field.Key != "signature").ToDictionary().ShouldBe(expected, ignoreOrder: true);
        SmallUnionPay.ShouldBeSigned(fields);
    }
}
