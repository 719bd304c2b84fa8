using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Cowry.Domain.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>A gateway that misbehaves gets neither belief nor an exception.</summary>
public sealed class GatewayTrouble : IDisposable
{
    private readonly ServiceProvider services = Accounts.Services(options => options.TotalTimeout = TimeSpan.FromSeconds(5));
    private readonly AsyncLocal<bool> mine = new();

    public void Dispose() => services.Dispose();

    private IPaymentGateway Gateway => services.Gateway();

    [Theory]
    [InlineData(500, "", "gateway_unavailable")]
    [InlineData(502, "<html>Bad gateway</html>", "gateway_unavailable")]
    [InlineData(503, """{"error_response":{"code":"40004","sub_code":"ACQ.TRADE_HAS_CLOSE"}}""", "gateway_unavailable")]
    [InlineData(429, "slow down", "gateway_rate_limited")]
    [InlineData(403, "<html>Blocked</html>", "gateway_invalid_answer")]
    [InlineData(404, """{"error_response":{"code":"40004","sub_code":"ACQ.TRADE_NOT_EXIST"}}""", "gateway_invalid_answer")]
    [InlineData(200, "<html>Log in to the airport's network</html>", "gateway_invalid_answer")]
    [InlineData(200, "", "gateway_invalid_answer")]
    [InlineData(200, "null", "gateway_invalid_answer")]
    [InlineData(200, "{\"error_response\":{\"code\":5}}", "gateway_invalid_answer")]
    [InlineData(200, "{\"error_response\":{\"code\":\"20000\",\"sub_code\":\"isp.unknow-error\"}}", "gateway_unavailable")]
    public async Task An_answer_without_a_decision_is_unknown(int status, string body, string code)
    {
        await using var alipay = await SmallAlipay.SayingAsync(body, status);

        await EveryCallIsUnknown(Accounts.Of(alipay.Url), code);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var other = await SmallAlipay.AnsweringAsync(_ => $$"""{{{SmallAlipay.Success}}}""");
        await using var alipay = await SmallGateway.StartAsync((_, http, _) =>
        {
            http.Response.Redirect(other.Url + "/gateway.do", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });

        await EveryCallIsUnknown(Accounts.Of(alipay.Url), "gateway_invalid_answer");
        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        await using var alipay = await SmallGateway.StartAsync(async (_, http, _) =>
        {
            var chunk = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
        });

        (await QueryAsync(Accounts.Of(alipay.Url))).ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
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

        (await QueryAsync(Accounts.Of($"http://{listener.LocalEndpoint}"))).ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
        await answering;
    }

    [Fact]
    public async Task Silence_ends_in_time_and_is_measured()
    {
        using var impatient = Accounts.Services(options => options.TotalTimeout = TimeSpan.FromMilliseconds(300));
        await using var alipay = await SmallGateway.StartAsync((_, http, _) => Silent(http));
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

        var answer = await impatient.Scanner().ScanCodeAsync(Accounts.Of(alipay.Url), Accounts.Order(), "280123456789012345", default);

        answer.ShouldBeUnknown().ShouldBe("gateway_timeout");
        // One attempt with a code, whatever becomes of it.
        alipay.Requests.Count.ShouldBe(1);
        Stopwatch.GetElapsedTime(started).ShouldBeInRange(TimeSpan.FromMilliseconds(290), TimeSpan.FromSeconds(4));
        seen.ShouldHaveSingleItem().ShouldBe(
            new Dictionary<string, object?>
            {
                ["gateway"] = "alipay",
                ["operation"] = "scan_code",
                ["outcome"] = "unknown",
                ["code"] = "gateway_timeout",
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_an_exception()
    {
        await using var alipay = await SmallGateway.StartAsync((_, http, _) => Silent(http));
        using var cancel = new CancellationTokenSource();
        var asking = Gateway.QueryAsync(Accounts.Of(alipay.Url), Accounts.Order().Reference(), cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_unknown() =>
        await EveryCallIsUnknown(Accounts.Of($"http://127.0.0.1:{ClosedPort()}"), "gateway_unavailable");

    [Fact]
    public async Task An_account_that_cannot_be_read_is_refused_before_any_call()
    {
        var account = Accounts.Of("http://127.0.0.1:1", changes: ("seller_id", "2088"));

        (await Gateway.ShowQrAsync(account, Accounts.Order(), default)).ShouldBeRejected().ShouldBe("gateway_credentials_invalid");
        services.Page().AuthorizeUrl(account, "https://x", "s").ShouldBeNull();
        (await Gateway.CheckAsync(account, default)).ShouldHaveSingleItem().Code.ShouldBe("setting_invalid");
    }

    [Fact]
    public async Task Thirty_two_customers_at_once_are_all_served()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync(_ => $$"""{{{SmallAlipay.Success}},"qr_code":"https://qr.alipay.com/1"}""");
        var account = Accounts.Of(alipay.Url);

        var answers = await Task.WhenAll(Enumerable.Range(0, 320).Select(_ => Gateway.ShowQrAsync(account, Accounts.Order(), default)));

        answers.ShouldAllBe(answer => answer is GatewayAnswer<GatewayQr>.Done);
        alipay.Requests.Count.ShouldBe(320);
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

    private Task<GatewayAnswer<GatewayPayment>> QueryAsync(GatewayAccount account) =>
        Gateway.QueryAsync(account, Accounts.Order().Reference(), default);

    private async Task EveryCallIsUnknown(GatewayAccount account, string code)
    {
        var order = Accounts.Order();
        (await Gateway.ShowQrAsync(account, order, default)).ShouldBeUnknown().ShouldBe(code);
        (await Gateway.QueryAsync(account, order.Reference(), default)).ShouldBeUnknown().ShouldBe(code);
        (await Gateway.CloseAsync(account, order.Reference(), default)).ShouldBeUnknown().ShouldBe(code);
        (await services.Scanner().ScanCodeAsync(account, order, "280123456789012345", default)).ShouldBeUnknown().ShouldBe(code);
        (await services.Scanner().ReverseAsync(account, order.Reference(), default)).ShouldBeUnknown().ShouldBe(code);
        (await services.Refunds().RefundAsync(account, order.Refund(), default)).ShouldBeUnknown().ShouldBe(code);
        (await services.Refunds().QueryRefundAsync(account, order.Refund(), default)).ShouldBeUnknown().ShouldBe(code);
        (await services.Page().OpenInWalletAsync(account, order, "2088102150477652", "https://x", default)).ShouldBeUnknown().ShouldBe(code);
    }
}
