using System.Net;
using System.Net.Sockets;
using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>What goes over the wire for a payment by code, and answers that the sandbox never gives.</summary>
public sealed class CodePaymentCalls : IDisposable
{
    private const string Code = "134567890123456789";
    private readonly ServiceProvider services = Accounts.Services(options => options.TotalTimeout = TimeSpan.FromSeconds(5));

    public void Dispose() => services.Dispose();

    private IScanGateway Scanner => (IScanGateway)services.GetRequiredService<IPaymentGateway>();

    [Theory]
    [InlineData("100000000000000000", true)]
    [InlineData("159999999999999999", true)]
    [InlineData("134567890123456789", true)]
    [InlineData("160000000000000000", false)]
    [InlineData("090000000000000000", false)]
    [InlineData("281234567890123456", false)]
    [InlineData("6212345678901234567", false)]
    [InlineData("13456789012345678", false)]
    [InlineData("1345678901234567890", false)]
    [InlineData("13456789012345678x", false)]
    [InlineData("13456789012345678９", false)]
    [InlineData(" 134567890123456789", false)]
    [InlineData("6901234567892", false)]
    [InlineData("", false)]
    public void A_code_is_known_by_its_prefix_and_length(string code, bool known) => Scanner.Recognises(code).ShouldBe(known);

    [Fact]
    public async Task A_scan_says_what_WeChat_asks_for()
    {
        await using var wechat = await SmallGateway.AnsweringAsync(202, """{"trade_state":"USERPAYING"}""");
        var order = Accounts.Order("🍜牛肉面") with { PayerIp = "203.0.113.7", StoreNumber = "sto_1", TerminalId = "trm_1" };

        (await ScanAsync(Accounts.Of(wechat.Url), order)).ShouldBeDone();

        var request = wechat.Requests.ShouldHaveSingleItem();
        (request.Method, request.PathAndQuery).ShouldBe(("POST", "/v3/pay/transactions/codepay"));
        request.Text.ShouldBe(
            $$$$"""{"appid":"wx2421b1c4370ec43b","mchid":"1900007291","description":"牛肉面","out_trade_no":"{{{{order.Number}}}}","amount":{"total":1250,"currency":"CNY"},"payer":{"auth_code":"134567890123456789"},"scene_info":{"device_id":"trm_1","device_ip":"203.0.113.7","store_info":{"out_id":"sto_1"}}}""");
    }

    [Fact]
    public async Task A_providers_scan_names_both_parties_and_some_store()
    {
        await using var wechat = await SmallGateway.AnsweringAsync(202, """{"trade_state":"USERPAYING"}""");
        var order = Accounts.Order();

        (await ScanAsync(Accounts.Of(wechat.Url, "service_provider", changes: ("sub_appid", "wxsub")), order)).ShouldBeDone();

        var request = wechat.Requests.ShouldHaveSingleItem();
        request.PathAndQuery.ShouldBe("/v3/pay/partner/transactions/codepay");
        request.Text.ShouldBe(
            $$$$"""{"sp_appid":"wx2421b1c4370ec43b","sp_mchid":"1900007291","sub_appid":"wxsub","sub_mchid":"1900000109","description":"牛肉面","out_trade_no":"{{{{order.Number}}}}","amount":{"total":1250,"currency":"CNY"},"payer":{"auth_code":"134567890123456789"},"scene_info":{"store_info":{"out_id":"1"}}}""");
    }

    [Fact]
    public async Task Another_wallets_code_goes_nowhere()
    {
        await using var wechat = await SmallGateway.AnsweringAsync(200, "{}");

        (await Scanner.ScanCodeAsync(Accounts.Of(wechat.Url), Accounts.Order(), "281234567890123456", default)).ShouldBeRejected()
            .ShouldBe("gateway_payment_code_refused");
        wechat.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(202, """{"trade_state":"USERPAYING"}""")]
    [InlineData(202, """{"code":"USER_PAYING","message":"需要用户输入支付密码"}""")]
    [InlineData(202, """{"code":"USERPAYING","message":"需要用户输入支付密码"}""")]
    [InlineData(400, """{"code":"USERPAYING","message":"需要用户输入支付密码"}""")]
    public async Task A_payer_at_the_password_leaves_it_open(int status, string body)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(status, body);
        var order = Accounts.Order();

        (await ScanAsync(Accounts.Of(wechat.Url), order)).ShouldBeDone().ShouldBe(new GatewayPayment(order.Number, GatewayPaymentState.Open));
    }

    [Theory]
    [InlineData(202, "{}", "gateway_not_decided")]
    [InlineData(202, """{"code":"SYSTEM_ERROR"}""", "gateway_not_decided")]
    [InlineData(202, "", "gateway_not_decided")]
    [InlineData(200, """{"trade_state":"USERPAYING"}""", "gateway_invalid_answer")]
    [InlineData(200, "{}", "gateway_invalid_answer")]
    [InlineData(400, """{"code":"SYSTEMERROR","message":"系统超时"}""", "gateway_unavailable")]
    [InlineData(500, """{"code":"BANK_ERROR","message":"银行系统异常"}""", "gateway_unavailable")]
    [InlineData(500, """{"code":"AUTH_CODE_INVALID","message":"101 付款码无效"}""", "gateway_unavailable")]
    [InlineData(400, """{"code":"ORDER_PAID","message":"订单已支付"}""", "gateway_order_paid")]
    [InlineData(400, """{"code":"ORDERPAID","message":"订单已支付"}""", "gateway_order_paid")]
    [InlineData(403, """{"code":"OUT_TRADE_NO_USED","message":"商户订单号重复"}""", "gateway_number_used")]
    public async Task What_says_nothing_about_the_money_is_unknown(int status, string body, string code)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(status, body);

        (await ScanAsync(Accounts.Of(wechat.Url), Accounts.Order())).ShouldBeUnknown().ShouldBe(code);
    }

    [Fact]
    public async Task Another_orders_payment_is_not_ours()
    {
        await using var wechat = await SmallGateway.AnsweringAsync(
            200, """{"mchid":"1900007291","out_trade_no":"n87654321","trade_state":"SUCCESS","transaction_id":"4","amount":{"total":1250}}""");

        (await ScanAsync(Accounts.Of(wechat.Url), Accounts.Order())).ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
    }

    [Theory]
    [InlineData("merchant", "/v3/pay/transactions/out-trade-no/n12345678/reverse", """{"appid":"wx2421b1c4370ec43b","mchid":"1900007291"}""")]
    [InlineData(
        "service_provider", "/v3/pay/partner/transactions/out-trade-no/n12345678/reverse",
        """{"sp_appid":"wx2421b1c4370ec43b","sp_mchid":"1900007291","sub_appid":"wxsub","sub_mchid":"1900000109"}""")]
    public async Task A_reversal_names_the_parties(string mode, string path, string body)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(200, """{"out_trade_no":"n12345678"}""");

        (await ReverseAsync(Accounts.Of(wechat.Url, mode, changes: ("sub_appid", "wxsub")))).ShouldBeDone().Again.ShouldBeFalse();

        var request = wechat.Requests.ShouldHaveSingleItem();
        (request.Method, request.PathAndQuery, request.Text).ShouldBe(("POST", path, body));
    }

    [Theory]
    [InlineData(200, """{"out_trade_no":"n12345678","recall":"Y"}""", true)]
    [InlineData(200, """{"out_trade_no":"n12345678","recall":"N"}""", false)]
    [InlineData(202, """{"trade_state":"USERPAYING"}""", true)]
    [InlineData(400, """{"code":"USERPAYING","message":"用户支付中，需要输入密码"}""", true)]
    [InlineData(400, """{"code":"USER_PAYING","message":"用户支付中，需要输入密码"}""", true)]
    [InlineData(400, """{"code":"ORDERREVERSED","message":"订单已撤销"}""", false)]
    [InlineData(400, """{"code":"ORDER_CLOSED","message":"订单已关闭"}""", false)]
    public async Task A_reversal_that_is_put_off_is_to_be_repeated(int status, string body, bool again)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(status, body);

        (await ReverseAsync(Accounts.Of(wechat.Url))).ShouldBeDone().ShouldBe(new GatewayReversal(again, MoneyReturned: null));
    }

    [Theory]
    [InlineData(200, """{"out_trade_no":"n87654321"}""", "gateway_invalid_answer")]
    [InlineData(200, "{}", "gateway_invalid_answer")]
    [InlineData(200, "", "gateway_invalid_answer")]
    [InlineData(500, """{"code":"SYSTEM_ERROR","message":"请重新调用"}""", "gateway_unavailable")]
    [InlineData(429, "", "gateway_rate_limited")]
    public async Task A_reversal_nobody_vouches_for_is_unknown(int status, string body, string code)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(status, body);

        (await ReverseAsync(Accounts.Of(wechat.Url))).ShouldBeUnknown().ShouldBe(code);
    }

    [Fact]
    public async Task A_scan_that_may_have_arrived_never_goes_to_the_second_host()
    {
        // The code would be used up by the first one: the second host's refusal would hide that money moved.
        await using var silent = await SmallGateway.StartAsync((_, http, _) => Silent(http));
        await using var second = await SmallGateway.AnsweringAsync(400, """{"code":"AUTH_CODE_INVALID","message":"101 付款码已使用"}""");
        using var impatient = Real(silent.Url, second.Url, TimeSpan.FromMilliseconds(500));

        (await ScanAsync(impatient, Accounts.Of(null), Accounts.Order())).ShouldBeUnknown().ShouldBe("gateway_timeout");

        silent.Requests.Count.ShouldBe(1);
        second.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_scan_whose_connection_broke_never_goes_to_the_second_host()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taking = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            _ = await client.GetStream().ReadAtLeastAsync(new byte[16], 16);
        });
        await using var second = await SmallGateway.AnsweringAsync(400, """{"code":"AUTH_CODE_INVALID","message":"101 付款码已使用"}""");
        using var real = Real($"http://{listener.LocalEndpoint}", second.Url, TimeSpan.FromSeconds(5));

        (await ScanAsync(real, Accounts.Of(null), Accounts.Order())).ShouldBeUnknown();

        await taking;
        second.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_scan_that_cannot_have_arrived_does()
    {
        await using var second = await SmallGateway.AnsweringAsync(202, """{"trade_state":"USERPAYING"}""");
        using var real = Real("http://127.0.0.1:1", second.Url, TimeSpan.FromSeconds(5));

        (await ScanAsync(real, Accounts.Of(null), Accounts.Order())).ShouldBeDone().State.ShouldBe(GatewayPaymentState.Open);
        second.Requests.Count.ShouldBe(1);
    }

    private static ServiceProvider Real(string main, string second, TimeSpan patience) => Accounts.Services(options =>
    {
        (options.MainHost, options.AliasHost, options.TotalTimeout) = (new Uri(main), new Uri(second), patience);
    });

    private static Task<GatewayAnswer<GatewayPayment>> ScanAsync(ServiceProvider services, GatewayAccount account, GatewayOrder order) =>
        ((IScanGateway)services.GetRequiredService<IPaymentGateway>()).ScanCodeAsync(account, order, Code, default);

    private static Task Silent(Microsoft.AspNetCore.Http.HttpContext http)
    {
        var gone = new TaskCompletionSource();
        http.RequestAborted.Register(gone.SetResult);
        return gone.Task;
    }

    private Task<GatewayAnswer<GatewayPayment>> ScanAsync(GatewayAccount account, GatewayOrder order) => ScanAsync(services, account, order);

    private Task<GatewayAnswer<GatewayReversal>> ReverseAsync(GatewayAccount account) =>
        Scanner.ReverseAsync(account, Accounts.Reference("n12345678"), default);
}
