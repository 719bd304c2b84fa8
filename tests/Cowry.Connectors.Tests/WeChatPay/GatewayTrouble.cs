using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Cowry.Domain.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>A gateway that misbehaves gets neither belief nor an exception.</summary>
public sealed class GatewayTrouble : IDisposable
{
    private const string CodeUrl = """{"code_url":"weixin://wxpay/bizpayurl?pr=1"}""";
    private readonly ServiceProvider services = Accounts.Services(options => options.TotalTimeout = TimeSpan.FromSeconds(5));
    private readonly AsyncLocal<bool> mine = new();

    public void Dispose() => services.Dispose();

    private IPaymentGateway Gateway => services.GetRequiredService<IPaymentGateway>();

    [Theory]
    [InlineData(500, """{"code":"SYSTEM_ERROR","message":"系统错误"}""", "gateway_unavailable")]
    [InlineData(502, "<html>Bad gateway</html>", "gateway_unavailable")]
    [InlineData(503, "", "gateway_unavailable")]
    [InlineData(429, """{"code":"FREQUENCY_LIMITED","message":"频率超限"}""", "gateway_rate_limited")]
    [InlineData(403, "<html>Blocked</html>", "gateway_invalid_answer")]
    [InlineData(301, "", "gateway_invalid_answer")]
    public async Task An_answer_without_a_decision_is_unknown(int status, string body, string code)
    {
        await using var wechat = await SmallGateway.StartAsync((_, http, _) => SmallGateway.WriteUnsignedAsync(http, status, body));

        await EveryCallIsUnknown(Accounts.Of(wechat.Url), code);
    }

    [Fact]
    public async Task A_202_is_not_final()
    {
        await using var wechat = await SmallGateway.AnsweringAsync(202, """{"code":"USER_PAYING","message":"需要用户输入支付密码"}""");

        await EveryCallIsUnknown(Accounts.Of(wechat.Url), "gateway_not_decided", payingByCode: false);
    }

    [Theory]
    [InlineData(200, CodeUrl)]
    [InlineData(204, "")]
    public async Task An_unsigned_success_is_not_believed(int status, string body)
    {
        await using var wechat = await SmallGateway.StartAsync((_, http, _) => SmallGateway.WriteUnsignedAsync(http, status, body));

        await EveryCallIsUnknown(Accounts.Of(wechat.Url), "gateway_signature_invalid");
    }

    [Fact]
    public async Task A_success_signed_by_a_stranger_is_not_believed()
    {
        await using var wechat = await SmallGateway.StartAsync((small, http, _) => small.WriteAsync(http, 200, CodeUrl, TestKeys.Stranger));

        await EveryCallIsUnknown(Accounts.Of(wechat.Url), "gateway_signature_invalid");
    }

    [Fact]
    public async Task A_success_under_an_unknown_serial_is_not_believed()
    {
        await using var wechat = await SmallGateway.StartAsync((small, http, _) =>
            small.WriteAsync(http, 200, CodeUrl, serial: "PUB_KEY_ID_0000000000000000000000000000000000"));

        await EveryCallIsUnknown(Accounts.Of(wechat.Url), "gateway_signature_invalid");
        wechat.Requests.ShouldAllBe(request => !request.PathAndQuery.Contains("certificates"));
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task A_replayed_success_is_not_believed(int seconds)
    {
        await using var wechat = await SmallGateway.StartAsync((small, http, _) =>
            small.WriteAsync(http, 200, CodeUrl, shift: TimeSpan.FromSeconds(seconds)));

        await EveryCallIsUnknown(Accounts.Of(wechat.Url), "gateway_signature_invalid");
    }

    [Theory]
    [InlineData("{\"code_url\":")]
    [InlineData("{}")]
    [InlineData("\u0001\u0002")]
    [InlineData("")]
    public async Task A_signed_answer_without_a_code_decides_nothing(string body)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(200, body);

        (await Gateway.ShowQrAsync(Accounts.Of(wechat.Url), Accounts.Order(), default)).ShouldBeUnknown()
            .ShouldBe("gateway_invalid_answer");
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        await using var wechat = await SmallGateway.StartAsync(async (_, http, _) =>
        {
            var chunk = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
        });

        (await Gateway.QueryAsync(Accounts.Of(wechat.Url), Accounts.Reference("n12345678"), default)).ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
    }

    [Fact]
    public async Task Bytes_that_are_no_http_decide_nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            _ = await stream.ReadAtLeastAsync(new byte[16], 16);
            await stream.WriteAsync("SSH-2.0-OpenSSH_9.2\r\n\r\n"u8.ToArray());
        });

        var answer = await Gateway.QueryAsync(Accounts.Of($"http://{listener.LocalEndpoint}"), Accounts.Reference("n12345678"), default);

        answer.ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
        await answering;
    }

    [Fact]
    public async Task Silence_ends_in_time_and_is_measured()
    {
        using var impatient = Accounts.Services(options => options.TotalTimeout = TimeSpan.FromMilliseconds(300));
        await using var wechat = await SmallGateway.StartAsync((_, http, _) => Silent(http));
        using var measured = new MeterListener();
        var seen = new List<Dictionary<string, object?>>();
        measured.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Name: "cowry.gateway.duration", Meter.Name: "Cowry.Connectors" })
                listener.EnableMeasurementEvents(instrument);
        };
        // Other tests measure at the same time; the flow of this one is marked.
        measured.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            if (mine.Value)
                seen.Add(tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value));
        });
        measured.Start();
        mine.Value = true;
        var started = Stopwatch.GetTimestamp();

        var answer = await impatient.GetRequiredService<IPaymentGateway>()
            .ShowQrAsync(Accounts.Of(wechat.Url), Accounts.Order(), default);

        answer.ShouldBeUnknown().ShouldBe("gateway_timeout");
        Stopwatch.GetElapsedTime(started).ShouldBeInRange(TimeSpan.FromMilliseconds(290), TimeSpan.FromSeconds(4));
        seen.ShouldHaveSingleItem().ShouldBe(
            new Dictionary<string, object?>
            {
                ["gateway"] = "wechat_pay",
                ["operation"] = "show_qr",
                ["outcome"] = "unknown",
                ["code"] = "gateway_timeout",
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_an_exception()
    {
        await using var wechat = await SmallGateway.StartAsync((_, http, _) => Silent(http));
        using var cancel = new CancellationTokenSource();
        var asking = Gateway.QueryAsync(Accounts.Of(wechat.Url), Accounts.Reference("n12345678"), cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_unknown() =>
        await EveryCallIsUnknown(Accounts.Of($"http://127.0.0.1:{ClosedPort()}"), "gateway_unavailable");

    [Fact]
    public async Task Only_an_account_without_an_address_goes_to_the_second_host()
    {
        await using var second = await SmallGateway.AnsweringAsync(200, CodeUrl);
        var nobody = new Uri($"http://127.0.0.1:{ClosedPort()}");
        using var real = Accounts.Services(options => (options.MainHost, options.AliasHost) = (nobody, new Uri(second.Url)));
        var gateway = real.GetRequiredService<IPaymentGateway>();

        (await gateway.ShowQrAsync(Accounts.Of(nobody.ToString()), Accounts.Order(), default)).ShouldBeUnknown();
        second.Requests.ShouldBeEmpty();
        (await gateway.ShowQrAsync(Accounts.Of(null), Accounts.Order(), default)).ShouldBeDone();
        second.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answering_main_host_is_final_whatever_it_says()
    {
        await using var main = await SmallGateway.StartAsync((_, http, _) => SmallGateway.WriteUnsignedAsync(http, 500, ""));
        await using var second = await SmallGateway.AnsweringAsync(200, CodeUrl);
        using var real = Accounts.Services(options => (options.MainHost, options.AliasHost) = (new Uri(main.Url), new Uri(second.Url)));

        (await real.GetRequiredService<IPaymentGateway>().ShowQrAsync(Accounts.Of(null), Accounts.Order(), default)).ShouldBeUnknown();
        second.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Thirty_two_customers_at_once_are_all_served()
    {
        await using var wechat = await SmallGateway.AnsweringAsync(200, CodeUrl);
        var account = Accounts.Of(wechat.Url);

        var answers = await Task.WhenAll(Enumerable.Range(0, 320).Select(_ => Gateway.ShowQrAsync(account, Accounts.Order(), default)));

        answers.ShouldAllBe(answer => answer is GatewayAnswer<GatewayQr>.Done);
        wechat.Requests.Count.ShouldBe(320);
    }

    private static Task Silent(HttpContext http)
    {
        var gone = new TaskCompletionSource();
        http.RequestAborted.Register(gone.SetResult);
        return gone.Task;
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task EveryCallIsUnknown(GatewayAccount account, string code, bool payingByCode = true)
    {
        var refund = Accounts.Order().Refund(100);
        (await Gateway.ShowQrAsync(account, Accounts.Order(), default)).ShouldBeUnknown().ShouldBe(code);
        (await Gateway.QueryAsync(account, Accounts.Reference("n12345678"), default)).ShouldBeUnknown().ShouldBe(code);
        (await Gateway.CloseAsync(account, Accounts.Reference("n12345678"), default)).ShouldBeUnknown().ShouldBe(code);
        (await ((IRefundGateway)Gateway).RefundAsync(account, refund, default)).ShouldBeUnknown().ShouldBe(code);
        (await ((IRefundGateway)Gateway).QueryRefundAsync(account, refund, default)).ShouldBeUnknown().ShouldBe(code);
        (await ((IWalletPage)Gateway).OpenInWalletAsync(account, Accounts.Order(), "oUpF8", "https://shop.example.com/", default))
            .ShouldBeUnknown().ShouldBe(code);
        if (!payingByCode)
            return;
        var scanner = (IScanGateway)Gateway;
        (await scanner.ScanCodeAsync(account, Accounts.Order(), "134567890123456789", default)).ShouldBeUnknown().ShouldBe(code);
        (await scanner.ReverseAsync(account, Accounts.Reference("n12345678"), default)).ShouldBeUnknown().ShouldBe(code);
    }
}
