using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>What goes over the wire for a code that is shown, and what is made of well-formed answers.</summary>
public sealed class GatewayCalls : IDisposable
{
    private const string Precreate = "alipay.trade.precreate";
    private const string Query = "alipay.trade.query";
    private const string Close = "alipay.trade.close";
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 4, 0, 0, TimeSpan.Zero);
    private readonly ServiceProvider services = Accounts.Services(clock: new SetClock(Noon));

    public void Dispose() => services.Dispose();

    private IPaymentGateway Gateway => services.Gateway();

    [Fact]
    public async Task A_code_is_asked_for_in_a_signed_form()
    {
        var order = Accounts.Order("🍜牛肉面/大碗 a=b&c", Noon) with { ExpiresAt = Noon.AddSeconds(241), StoreNumber = "sto_1", TerminalId = "trm_1" };
        await using var alipay = await SmallAlipay.AnsweringAsync(
            (Precreate, $$"""{{{SmallAlipay.Success}},"out_trade_no":"{{order.Number}}","qr_code":"https:\/\/qr.alipay.com\/bavh4wjlxf12tper3a"}"""));

        var qr = (await Gateway.ShowQrAsync(Accounts.Of(alipay.Url), order, default)).ShouldBeDone();

        qr.Content.ShouldBe("https://qr.alipay.com/bavh4wjlxf12tper3a");
        var request = alipay.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.PathAndQuery.ShouldStartWith("/gateway.do?");
        request.Headers["Content-Type"].ShouldBe("application/x-www-form-urlencoded; charset=utf-8");
        request.Headers["User-Agent"].ShouldStartWith("Cowry/");
        request.Headers.Keys.ShouldNotContain("traceparent");
        request.Headers.Keys.ShouldNotContain("Expect");
        request.Text.ShouldStartWith("biz_content=");
        request.ShouldBeSigned();
        var fields = SmallAlipay.FieldsOf(request);
        fields.Remove("sign");
        fields.ShouldBe(
            new Dictionary<string, string>
            {
                ["app_id"] = Accounts.AppId,
                ["method"] = Precreate,
                ["format"] = "JSON",
                ["charset"] = "utf-8",
                ["sign_type"] = "RSA2",
                ["timestamp"] = "2026-05-01 12:00:00",
                ["version"] = "1.0",
                ["notify_url"] = "https://shop.example.com/notify/1",
                ["biz_content"] =
                    $$"""{"out_trade_no":"{{order.Number}}","total_amount":"12.50","subject":"牛肉面／大碗 a＝b＆c","product_code":"QR_CODE_OFFLINE","store_id":"sto_1","terminal_id":"trm_1","timeout_express":"5m","time_expire":"2026-05-01 12:04:01","qr_code_timeout_express":"5m"}""",
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task A_repeat_is_the_same_to_the_letter_whenever_it_is_sent()
    {
        var clock = new SetClock(Noon);
        using var later = Accounts.Services(clock: clock);
        var order = Accounts.Order(sentAt: Noon);
        await using var alipay = await SmallAlipay.AnsweringAsync((Precreate, $$"""{{{SmallAlipay.Success}},"qr_code":"https://qr.alipay.com/1"}"""));
        var account = Accounts.Of(alipay.Url);

        (await later.Gateway().ShowQrAsync(account, order, default)).ShouldBeDone();
        clock.Now = Noon.AddMinutes(3);
        (await later.Gateway().ShowQrAsync(account, order, default)).ShouldBeDone();

        alipay.Requests.Select(request => SmallAlipay.FieldsOf(request)["biz_content"]).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_code_lives_two_hours_at_most()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Precreate, $$"""{{{SmallAlipay.Success}},"qr_code":"https://qr.alipay.com/1"}"""));
        var order = Accounts.Order(sentAt: Noon) with { ExpiresAt = Noon.AddDays(20) };

        (await Gateway.ShowQrAsync(Accounts.Of(alipay.Url), order, default)).ShouldBeDone();

        var content = SmallAlipay.BizContentOf(alipay.Requests.ShouldHaveSingleItem());
        content.GetProperty("qr_code_timeout_express").GetString().ShouldBe("120m");
        content.GetProperty("timeout_express").GetString().ShouldBe("21600m");
    }

    [Fact]
    public async Task A_provider_asks_with_the_merchants_word_and_names_itself()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Precreate, $$"""{{{SmallAlipay.Success}},"qr_code":"https://qr.alipay.com/1"}"""));
        var account = Accounts.Of(alipay.Url, "service_provider", changes: ("qr_product_code", "FACE_TO_FACE_PAYMENT"));

        (await Gateway.ShowQrAsync(account, Accounts.Order(), default)).ShouldBeDone();

        var request = alipay.Requests.ShouldHaveSingleItem();
        request.ShouldBeSigned();
        SmallAlipay.FieldsOf(request)["app_auth_token"].ShouldBe(account.Secrets["app_auth_token"]);
        var content = SmallAlipay.BizContentOf(request);
        content.GetProperty("extend_params").GetProperty("sys_service_provider_id").GetString().ShouldBe(Accounts.Provider);
        content.GetProperty("product_code").GetString().ShouldBe("FACE_TO_FACE_PAYMENT");
        content.TryGetProperty("store_id", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task With_certificates_a_request_names_them_and_an_answer_may_name_a_renewed_one()
    {
        const string Node = "{" + SmallAlipay.Success + ",\"qr_code\":\"https://qr.alipay.com/1\"}";
        var sign = TestKeys.Sign(TestKeys.Alipay, Node);
        await using var alipay = await SmallAlipay.SayingAsync(
            $$"""{"sign":"{{sign}}","alipay_cert_sn":"b0a5e7f2cd6a1f5d5a8e1b7c9d3e2f10","alipay_trade_precreate_response": {{Node}} }""");

        (await Gateway.ShowQrAsync(Accounts.Of(alipay.Url, verification: "certificate"), Accounts.Order(), default)).ShouldBeDone();

        var request = alipay.Requests.ShouldHaveSingleItem();
        request.ShouldBeSigned();
        var fields = SmallAlipay.FieldsOf(request);
        fields["app_cert_sn"].Length.ShouldBe(32);
        fields["alipay_root_cert_sn"].Length.ShouldBe(32);
        fields["app_cert_sn"].ShouldNotBe(fields["alipay_root_cert_sn"]);
    }

    [Theory]
    [InlineData("", "/gateway.do")]
    [InlineData("/", "/gateway.do")]
    [InlineData("/alipay", "/alipay/gateway.do")]
    [InlineData("/alipay/gateway.do", "/alipay/gateway.do")]
    public async Task The_gateway_is_where_the_account_says(string path, string expected)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Close, $$"""{{{SmallAlipay.Success}}}"""));

        (await Gateway.CloseAsync(Accounts.Of(alipay.Url + path), Accounts.Order().Reference(), default)).ShouldBeDone();

        alipay.Requests.ShouldHaveSingleItem().PathAndQuery.ShouldStartWith(expected + "?");
    }

    [Fact]
    public async Task An_account_without_an_address_asks_the_one_of_the_options()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Close, $$"""{{{SmallAlipay.Success}}}"""));
        using var real = Accounts.Services(options => options.Gateway = new Uri(alipay.Url + "/gateway.do"));

        (await real.Gateway().CloseAsync(Accounts.Of(null), Accounts.Order().Reference(), default)).ShouldBeDone();

        new Cowry.Connectors.Alipay.AlipayOptions().Gateway.ShouldBe(new Uri("https://openapi.alipay.com/gateway.do"));
    }

    [Theory]
    [InlineData("WAIT_BUYER_PAY", GatewayPaymentState.Open)]
    [InlineData("TRADE_SUCCESS", GatewayPaymentState.Paid)]
    [InlineData("TRADE_FINISHED", GatewayPaymentState.Paid)]
    [InlineData("TRADE_CLOSED", GatewayPaymentState.Closed)]
    public async Task A_queried_state_is_understood(string status, GatewayPaymentState expected)
    {
        var order = Accounts.Order(sentAt: Noon);
        await using var alipay = await SmallAlipay.AnsweringAsync((Query, Trade(order.Number, status)));

        var payment = (await Gateway.QueryAsync(Accounts.Of(alipay.Url), order.Reference(), default)).ShouldBeDone();

        payment.ShouldBe(expected == GatewayPaymentState.Paid
            ? new GatewayPayment(
                order.Number, expected, new Money(1250), "2026050122001468450512505578", Noon.AddSeconds(7), "2088102534368455", "ICBC")
            : new GatewayPayment(order.Number, expected));
        var content = SmallAlipay.FieldsOf(alipay.Requests.ShouldHaveSingleItem())["biz_content"];
        content.ShouldBe($$"""{"out_trade_no":"{{order.Number}}","query_options":["fund_bill_list"]}""");
    }

    [Fact]
    public async Task A_code_that_nobody_has_scanned_is_not_found()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Query, SmallAlipay.Refusal("40004", "ACQ.TRADE_NOT_EXIST")));
        var order = Accounts.Order();

        (await Gateway.QueryAsync(Accounts.Of(alipay.Url), order.Reference(), default)).ShouldBeDone()
            .ShouldBe(new GatewayPayment(order.Number, GatewayPaymentState.NotFound));
    }

    [Fact]
    public async Task What_nobody_signed_does_not_prove_that_there_is_no_trade()
    {
        await using var alipay = await SmallAlipay.SayingAsync(
            $$"""{"alipay_trade_query_response":{{SmallAlipay.Refusal("40004", "ACQ.TRADE_NOT_EXIST")}}}""");

        (await Gateway.QueryAsync(Accounts.Of(alipay.Url), Accounts.Order().Reference(), default)).ShouldBeRejected()
            .ShouldBe("gateway_order_not_found");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"out_trade_no":"OTHER","trade_status":"WAIT_BUYER_PAY"}""")]
    [InlineData("""{"out_trade_no":"OURS","trade_status":"TRADE_OF_TOMORROW"}""")]
    [InlineData("""{"out_trade_no":"OURS","trade_status":"TRADE_SUCCESS","total_amount":"12.50"}""")]
    [InlineData("""{"out_trade_no":"OURS","trade_status":"TRADE_SUCCESS","trade_no":"2026","total_amount":"0.00"}""")]
    [InlineData("""{"out_trade_no":"OURS","trade_status":"TRADE_SUCCESS","trade_no":"2026","total_amount":"12.505"}""")]
    [InlineData("""{"out_trade_no":"OURS","trade_status":"TRADE_SUCCESS","trade_no":"2026","total_amount":"1e3"}""")]
    [InlineData("""{"out_trade_no":"OURS","trade_status":"TRADE_SUCCESS","trade_no":"2026","total_amount":"-12.50"}""")]
    [InlineData("""{"out_trade_no":"OURS","trade_status":"TRADE_SUCCESS","trade_no":"2026","total_amount":"99999999999999.99"}""")]
    [InlineData("""{"out_trade_no":"OURS","trade_status":"TRADE_SUCCESS","trade_no":"2026","total_amount":12.5}""")]
    public async Task A_signed_answer_that_makes_no_sense_decides_nothing(string fields)
    {
        var order = Accounts.Order();
        var node = $$"""{{{SmallAlipay.Success}}{{(fields == "{}" ? "" : ",")}}{{fields[1..].Replace("OURS", order.Number, StringComparison.Ordinal)}}""";
        await using var alipay = await SmallAlipay.AnsweringAsync((Query, node));

        (await Gateway.QueryAsync(Accounts.Of(alipay.Url), order.Reference(), default)).ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
    }

    [Theory]
    [InlineData("""{"code":"10000","msg":"Success"}""", true, null)]
    [InlineData("""{"code":"40004","sub_code":"ACQ.TRADE_NOT_EXIST"}""", true, null)]
    [InlineData("""{"code":"40004","sub_code":"ACQ.TRADE_HAS_CLOSE"}""", true, null)]
    [InlineData("""{"code":"40004","sub_code":"ACQ.TRADE_STATUS_ERROR"}""", false, "gateway_wrong_state")]
    public async Task A_close_ends_what_can_be_ended(string node, bool isDone, string? code)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Close, node));
        var order = Accounts.Order();

        var answer = await Gateway.CloseAsync(Accounts.Of(alipay.Url), order.Reference(), default);

        if (isDone)
            answer.ShouldBeDone();
        else
            answer.ShouldBeRejected().ShouldBe(code);
        SmallAlipay.FieldsOf(alipay.Requests.ShouldHaveSingleItem())["biz_content"].ShouldBe($$"""{"out_trade_no":"{{order.Number}}"}""");
    }

    [Theory]
    [InlineData("ACQ.APPLY_PC_MERCHANT_CODE_ERROR", "gateway_number_used")]
    [InlineData("ACQ.CONTEXT_INCONSISTENT", "gateway_number_used")]
    [InlineData("ACQ.TRADE_HAS_SUCCESS", "gateway_order_paid")]
    public async Task A_second_code_for_a_number_may_be_refused(string subCode, string code)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Precreate, SmallAlipay.Refusal("40004", subCode)));

        (await Gateway.ShowQrAsync(Accounts.Of(alipay.Url), Accounts.Order(), default)).ShouldBeRejected().ShouldBe(code);
    }

    private static string Trade(string number, string status) =>
        $$"""{{{SmallAlipay.Success}},"out_trade_no":"{{number}}","trade_no":"2026050122001468450512505578","trade_status":"{{status}}","total_amount":"12.50","receipt_amount":"11.50","buyer_pay_amount":"11.50","send_pay_date":"2026-05-01 12:00:07","buyer_user_id":"2088102534368455","buyer_logon_id":"xud***@126.com","fund_bill_list":[{"fund_channel":"BANKCARD","bank_code":"ICBC","amount":"11.50"}],"a_field_of_tomorrow":[1]}""";
}
