using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Cowry.Domain.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.UnionPay;

/// <summary>A gateway that misbehaves gets neither belief nor an exception.</summary>
public sealed class GatewayTrouble : IDisposable
{
    private const string Code = "6212345678901234567";
    private readonly ServiceProvider services = Accounts.Services(options => options.TotalTimeout = TimeSpan.FromSeconds(5));
    private readonly AsyncLocal<bool> mine = new();

    public void Dispose() => services.Dispose();

    private IPaymentGateway Gateway => services.GetRequiredService<IPaymentGateway>();

    [Theory]
    [InlineData(500, "", "gateway_unavailable")]
    [InlineData(502, "<html>Bad gateway</html>", "gateway_unavailable")]
    [InlineData(429, "", "gateway_rate_limited")]
    [InlineData(403, "<html>Blocked</html>", "gateway_invalid_answer")]
    [InlineData(301, "", "gateway_invalid_answer")]
    [InlineData(204, "", "gateway_invalid_answer")]
    [InlineData(200, "", "gateway_invalid_answer")]
    [InlineData(200, "Invalid request.", "gateway_invalid_answer")]
    [InlineData(200, "{\"respCode\":\"00\"}", "gateway_invalid_answer")]
    [InlineData(200, "respCode=00&respCode=01", "gateway_invalid_answer")]
    [InlineData(200, "respCode=10&respMsg=报文格式错误[5100010]", "gateway_signature_invalid")]
    public async Task An_answer_without_a_decision_is_unknown(int status, string body, string code)
    {
        await using var unionpay = await SmallGateway.StartAsync((_, http, _) => status == 204
            ? Empty(http)
            : SmallUnionPay.WriteAsync(http, body, status));

        await EveryCallIsUnknown(Accounts.Of(unionpay.Url), code);
    }

    [Theory]
    [InlineData("signature")]
    [InlineData("signPubKeyCert")]
    public async Task An_unsigned_answer_is_not_believed(string missing)
    {
        await using var unionpay = await SmallGateway.StartAsync((_, http, received) => SmallUnionPay.WriteAsync(
            http, SmallUnionPay.Change(SmallUnionPay.Signed(Paid(received)), (missing, null))));

        await EveryCallIsUnknown(Accounts.Of(unionpay.Url), "gateway_signature_invalid");
    }

    [Fact]
    public async Task An_answer_signed_by_a_stranger_is_not_believed()
    {
        var (stranger, _, _) = TestCertificates.ImpostorFamily();
        await using var unionpay = await SmallGateway.StartAsync((_, http, received) => SmallUnionPay.WriteAsync(
            http, SmallUnionPay.Signed(SmallUnionPay.Change(Paid(received), ("signPubKeyCert", stranger)), TestCertificates.StrangerKey)));

        await EveryCallIsUnknown(Accounts.Of(unionpay.Url), "gateway_signature_invalid");
    }

    [Theory]
    [InlineData("respCode", "05")]
    [InlineData("txnAmt", "1")]
    [InlineData("qrCode", "https://qr.95516.com/00010000/62999999999999999999999999999999")]
    public async Task An_answer_that_was_touched_on_the_way_is_not_believed(string name, string value)
    {
        await using var unionpay = await SmallGateway.StartAsync((_, http, received) => SmallUnionPay.WriteAsync(
            http, SmallUnionPay.Change(SmallUnionPay.Signed(Paid(received)), (name, value))));

        await EveryCallIsUnknown(Accounts.Of(unionpay.Url), "gateway_signature_invalid");
    }

    [Theory]
    [InlineData("orderId", "n00000000")]
    [InlineData("txnTime", "20200101000000")]
    [InlineData("merId", "777290058110049")]
    public async Task A_genuine_answer_to_another_request_is_not_believed(string name, string value)
    {
        await using var unionpay = await SmallGateway.StartAsync((_, http, received) => SmallUnionPay.WriteAsync(
            http, SmallUnionPay.Signed(SmallUnionPay.Change(Paid(received), (name, value)))));

        await EveryCallIsUnknown(Accounts.Of(unionpay.Url), "gateway_invalid_answer");
    }

    [Fact]
    public async Task The_answer_to_a_payment_is_none_to_its_reversal()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("txnType", "01"), ("txnSubType", "06"), ("queryId", "4424"));

        (await ((IScanGateway)Gateway).ReverseAsync(Accounts.Of(unionpay.Url), new GatewayReference("n12345678", Now()), default))
            .ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
    }

    [Fact]
    public async Task An_answer_in_braces_is_one()
    {
        await using var unionpay = await SmallGateway.StartAsync((_, http, received) =>
            SmallUnionPay.WriteAsync(http, $"{{{SmallUnionPay.Body(SmallUnionPay.Signed(Paid(received)))}}}"));

        (await Gateway.ShowQrAsync(Accounts.Of(unionpay.Url), Accounts.Order(), default)).ShouldBeDone();
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        await using var unionpay = await SmallGateway.StartAsync(async (_, http, _) =>
        {
            var chunk = Encoding.ASCII.GetBytes(new string('a', 64 * 1024));
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
        });

        (await QueryAsync(Accounts.Of(unionpay.Url))).ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
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
        await using var unionpay = await SmallGateway.StartAsync((_, http, _) => Silent(http));
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

        var answer = await ((IScanGateway)impatient.GetRequiredService<IPaymentGateway>())
            .ScanCodeAsync(Accounts.Of(unionpay.Url), Accounts.Order(), Code, default);

        answer.ShouldBeUnknown().ShouldBe("gateway_timeout");
        Stopwatch.GetElapsedTime(started).ShouldBeInRange(TimeSpan.FromMilliseconds(290), TimeSpan.FromSeconds(4));
        unionpay.Requests.Count.ShouldBe(1);
        seen.ShouldHaveSingleItem().ShouldBe(
            new Dictionary<string, object?>
            {
                ["gateway"] = "unionpay",
                ["operation"] = "scan_code",
                ["outcome"] = "unknown",
                ["code"] = "gateway_timeout",
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_an_exception()
    {
        await using var unionpay = await SmallGateway.StartAsync((_, http, _) => Silent(http));
        using var cancel = new CancellationTokenSource();
        var asking = Gateway.QueryAsync(Accounts.Of(unionpay.Url), new GatewayReference("n12345678", Now()), cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_unknown() => await EveryCallIsUnknown(Accounts.Of("http://127.0.0.1:1"), "gateway_unavailable");

    [Fact]
    public async Task Thirty_two_customers_at_once_are_all_served()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("qrCode", "https://qr.95516.com/00010000/62"));
        var account = Accounts.Of(unionpay.Url);

        var answers = await Task.WhenAll(Enumerable.Range(0, 320).Select(_ => Gateway.ShowQrAsync(account, Accounts.Order(), default)));

        answers.ShouldAllBe(answer => answer is GatewayAnswer<GatewayQr>.Done);
        unionpay.Requests.Count.ShouldBe(320);
    }

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    // Good news for whoever asks, whatever was asked.
    private static Dictionary<string, string> Paid(Received received) => SmallUnionPay.Answer(
        SmallUnionPay.FieldsOf(received),
        ("qrCode", "https://qr.95516.com/00010000/62000000000000000000000000000000"),
        ("origRespCode", "00"),
        ("txnAmt", "1250"),
        ("queryId", "442401051450467846498"));

    private static Task Empty(HttpContext http)
    {
        http.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static Task Silent(HttpContext http)
    {
        var gone = new TaskCompletionSource();
        http.RequestAborted.Register(gone.SetResult);
        return gone.Task;
    }

    private Task<GatewayAnswer<GatewayPayment>> QueryAsync(GatewayAccount account) =>
        Gateway.QueryAsync(account, new GatewayReference("n12345678", Now()), default);

    private async Task EveryCallIsUnknown(GatewayAccount account, string code)
    {
        var order = Accounts.Order();
        var refund = Accounts.Refund(order);
        (await Gateway.ShowQrAsync(account, order, default)).ShouldBeUnknown().ShouldBe(code);
        (await QueryAsync(account)).ShouldBeUnknown().ShouldBe(code);
        (await ((IScanGateway)Gateway).ScanCodeAsync(account, order, Code, default)).ShouldBeUnknown().ShouldBe(code);
        (await ((IScanGateway)Gateway).ReverseAsync(account, refund.Payment, default)).ShouldBeUnknown().ShouldBe(code);
        (await ((IRefundGateway)Gateway).RefundAsync(account, refund, default)).ShouldBeUnknown().ShouldBe(code);
        (await ((IRefundGateway)Gateway).QueryRefundAsync(account, refund, default)).ShouldBeUnknown().ShouldBe(code);
    }
}
