using System.Diagnostics;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests;

/// <summary>How many orders a second the sandbox makes and gets paid. A measurement, run by name only.</summary>
public sealed class Throughput(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public async Task Orders_made_paid_and_queried_per_second()
    {
        const int clients = 16;
        await using var sandbox = await RunningSandbox.Start();
        await sandbox.Post("/phone/balance", new { user = "alice", balance = 1_000_000_000 });
        await using var shop = await Shop.Open();
        var done = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            using var sdk = await sandbox.Merchant();
            for (var i = 0; watch.Elapsed < TimeSpan.FromSeconds(10); i++)
            {
                var code = await sdk.Native($"load{client:00}{i:00000000}", 100, shop.NotifyUrl);
                (await sandbox.Pay("alice", code)).Status.ShouldBe(200);
                Interlocked.Increment(ref done);
            }
        }));
        output.WriteLine($"{done / watch.Elapsed.TotalSeconds:0} orders/s, client and shop on the same cores");
    }
}
