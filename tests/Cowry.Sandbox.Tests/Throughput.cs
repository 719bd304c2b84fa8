using System.Diagnostics;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests;

/// <summary>How many orders a second are made and paid. A measurement, run by name only.</summary>
public sealed class Throughput(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public async Task Orders_made_and_paid_per_second()
    {
        const int clients = 16;
        await using var sandbox = await RunningSandbox.Start();
        await sandbox.Post("/phone/balance", new { user = "alice", balance = 1_000_000_000 });
        await using var shop = await Shop.Open();
        var sdks = new List<Sdk>();
        for (var i = 0; i < clients; i++)
            sdks.Add(await sandbox.Merchant());
        await Load(sandbox, shop, sdks, "warm", TimeSpan.FromSeconds(4));
        var before = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var done = await Load(sandbox, shop, sdks, "load", TimeSpan.FromSeconds(8));
        var cpu = Environment.CpuUsage.TotalTime - before;
        output.WriteLine(
            $"{done / watch.Elapsed.TotalSeconds:0} orders/s on the same cores; {cpu.TotalMilliseconds / done:0.00} ms of CPU each, client and shop included");
        sdks.ForEach(sdk => sdk.Dispose());
    }

    private static async Task<int> Load(RunningSandbox sandbox, Shop shop, List<Sdk> sdks, string name, TimeSpan time)
    {
        var done = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(sdks.Index().Select(async entry =>
        {
            var (client, sdk) = entry;
            for (var i = 0; watch.Elapsed < time; i++)
            {
                var code = await sdk.Native($"{name}{client:00}{i:00000000}", 100, shop.NotifyUrl);
                (await sandbox.Pay("alice", code)).Status.ShouldBe(200);
                Interlocked.Increment(ref done);
            }
        }));
        return done;
    }
}
