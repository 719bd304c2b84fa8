using System.Diagnostics;
using System.Net.Http.Json;
using Cowry.Client;
using Cowry.Client.Payments;
using Shouldly;
using Xunit;

namespace Cowry.Demo.Tests;

public sealed class DemoTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _data = Directory.CreateTempSubdirectory("cowry-demo-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_payment_can_be_made_and_a_restart_keeps_everything()
    {
        DemoFile first;
        Payment paid;
        await using (var demo = await RunningDemo.StartAsync(_data))
        {
            first = demo.File;
            paid = await PayAsync(first);
            (await AccountIsFineAsync(first)).ShouldBeTrue();
            var (took, code, said) = await demo.StopAsync();
            code.ShouldBe(0, said);
            took.ShouldBeLessThan(TimeSpan.FromSeconds(5));
            said.ShouldContain(first.TerminalUrl);
        }

        await using (var again = await RunningDemo.StartAsync(_data))
        {
            // The ports are others this time: only they may differ.
            Lasting(again.File).ShouldBe(Lasting(first));
            using var http = new HttpClient { BaseAddress = new Uri(again.File.Server + "/") };
            (await new CowryClient(http, again.File.ApiKey).Payments.GetAsync(paid.Id)).Status.ShouldBe(PaymentStatus.Succeeded);
            (await PayAsync(again.File)).Id.ShouldNotBe(paid.Id);
        }
    }

    [Fact]
    public async Task Nothing_outlives_a_demo_that_is_killed()
    {
        await using var demo = await RunningDemo.StartAsync(_data);
        demo.KillAlone();
        await RunningDemo.GoneAsync(demo.File.Server);
        await RunningDemo.GoneAsync(demo.File.Sandbox);
    }

    [Fact]
    public async Task A_server_that_dies_ends_the_demo_with_a_word()
    {
        await using var demo = await RunningDemo.StartAsync(_data);
        var started = Stopwatch.GetTimestamp();
        await RunningDemo.SignalAsync("KILL", demo.ServerProcess());
        var (_, code, said) = await demo.EndAsync(started);
        code.ShouldBe(1);
        said.ShouldContain("the server ended by itself");
        await RunningDemo.GoneAsync(demo.File.Sandbox);
    }

    [Fact]
    public async Task Two_demos_do_not_share_their_data()
    {
        await using var demo = await RunningDemo.StartAsync(_data);
        await using var second = RunningDemo.Launch(_data);
        var (_, code, said) = await second.EndAsync(Stopwatch.GetTimestamp());
        code.ShouldBe(1);
        said.ShouldContain("another demo runs");
        (await PayAsync(demo.File)).Status.ShouldBe(PaymentStatus.Succeeded);
    }

    /// <summary>What a restart on other ports may not change.</summary>
    private static string Lasting(DemoFile file) => string.Join(' ', file.Merchant, file.Store, file.Terminal, file.ApiKey, file.TerminalUrl.Split('#')[1]);

    private static async Task<Payment> PayAsync(DemoFile demo)
    {
        using var http = new HttpClient { BaseAddress = new Uri(demo.Server + "/") };
        var api = new CowryClient(http, demo.ApiKey);
        var payment = await api.Payments.CreateAsync(
            new CreatePayment { Store = demo.Store, Amount = 1250, Method = PaymentMethod.WechatPay, Flow = PaymentFlow.ShowQr });
        payment.Qr.ShouldNotBeNull(payment.Problem?.ToString());
        using var answer = await http.PostAsJsonAsync($"{demo.Sandbox}/phone/pay", new { user = "alice", content = payment.Qr.Content });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        var started = Stopwatch.GetTimestamp();
        while (payment.Status == PaymentStatus.Pending && Stopwatch.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(50);
            payment = await api.Payments.GetAsync(payment.Id);
        }

        payment.Status.ShouldBe(PaymentStatus.Succeeded);
        return payment;
    }

    private static async Task<bool> AccountIsFineAsync(DemoFile demo)
    {
        using var http = new HttpClient { BaseAddress = new Uri(demo.Server + "/") };
        var api = new CowryClient(http, demo.ApiKey);
        await foreach (var account in api.PaymentAccounts.ListAsync())
        {
            var check = await api.PaymentAccounts.CheckAsync(account.Id);
            check.Ok.ShouldBeTrue(string.Join("; ", check.Findings));
            return true;
        }

        return false;
    }
}
