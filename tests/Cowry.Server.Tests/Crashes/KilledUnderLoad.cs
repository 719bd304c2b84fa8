using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cowry.Client;
using Cowry.Client.Events;
using Cowry.Client.Payments;
using Cowry.Client.Printing;
using Cowry.Server.Tests.Hosting;

namespace Cowry.Server.Tests.Crashes;

/// <summary>
/// Kills the server at random moments while customers pay, again and again, and then compares: every payment that the gateway believes paid is succeeded,
/// exactly once, with one receipt or further ones that are marked.
/// </summary>
public sealed partial class KilledUnderLoad
{
    private const int Kills = 50;

    [GeneratedRegex(@"\b\d{4}-\d{4}\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReceiptNumber();

    [Theory, OnEachDatabase]
    public async Task After_fifty_kills_the_gateways_books_and_ours_agree_to_the_fen(string database)
    {
        await using var sandbox = await RunningSandbox.StartAsync("--time-scale", "30");
        await sandbox.FillAsync("alice");
        await using var own = await TestDatabase.CreateAsync(database);
        Shop shop;
        await using (var first = await RunningServer.StartAsync(own))
        {
            shop = await Shop.OpenAsync(first, sandbox);
            await shop.PrinterAsync();
        }

        var port = FreePort();
        using var customers = new Customers(shop, sandbox, port);
        var random = new Random(20261124);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var server = await ServerProcess.StartAsync(own, port);
            var load = customers.RunAsync();
            await customers.SomethingHappensAsync(random.Next(1, 30));
            await server.KillAsync();
            await load;
        }

        await using var last = await ServerProcess.StartAsync(own, port);
        await ReconcileAsync(shop, sandbox, port, customers);
        shop.Dispose();
    }

    private static async Task ReconcileAsync(Shop shop, RunningSandbox sandbox, int port, Customers customers)
    {
        using var http = Shop.Client($"http://127.0.0.1:{port}", shop.Key);
        var mchid = shop.Gateway["mchid"]!.GetValue<string>();
        var answer = await sandbox.Http.GetFromJsonAsync<JsonNode>($"/wechat_pay/transactions?mchid={mchid}&limit=100000");
        var paidThere = (answer as JsonArray ?? answer!["data"]!.AsArray())
            .Where(t => t!["trade_state"]!.GetValue<string>() == "SUCCESS")
            .ToDictionary(t => t!["out_trade_no"]!.GetValue<string>(), t => t!["amount"]!.GetValue<long>(), StringComparer.Ordinal);
        paidThere.Count.ShouldBeGreaterThan(Kills / 2);

        var paidHere = await Shop.UntilAsync(
            async () => (await AllAsync(http, "succeeded")).ToDictionary(p => p.GatewayNumber!, p => p.Amount, StringComparer.Ordinal),
            here => here.Count >= paidThere.Count);
        paidHere.OrderBy(p => p.Key, StringComparer.Ordinal).ShouldBe(paidThere.OrderBy(p => p.Key, StringComparer.Ordinal));

        var events = await EventsAsync(http, shop);
        events.Select(e => e.Seq).ShouldBe(Enumerable.Range(1, events.Count).Select(n => (long)n));
        var succeeded = events.Where(e => e.Type == EventTypes.PaymentSucceeded).Select(e => e.Data.GetProperty("gateway_number").GetString()!).ToList();
        succeeded.Order(StringComparer.Ordinal).ShouldBe(paidThere.Keys.Order(StringComparer.Ordinal));
        customers.KeysWithTwoPayments.ShouldBeEmpty();
        await PapersAsync(shop, sandbox, http, paidHere.Count);
    }

    /// <summary>A job for every payment, however long the printer will take; and no payment with two receipts that both look like the first.</summary>
    private static async Task PapersAsync(Shop shop, RunningSandbox sandbox, HttpClient http, int payments)
    {
        var jobs = new HashSet<string>(StringComparer.Ordinal);
        await Shop.UntilAsync(
            async () =>
            {
                string? cursor = null;
                do
                {
                    var page = (await http.GetFromJsonAsync<Page<PrintJob>>(
                        $"/v1/print_jobs?store={shop.Store}&limit=200{(cursor is null ? "" : $"&cursor={cursor}")}", Wire.Json))!;
                    jobs.UnionWith(page.Data.Select(job => job.Payment!));
                    cursor = page.NextCursor;
                }
                while (cursor is not null);
                return jobs.Count;
            },
            count => count == payments);
        (await sandbox.PapersAsync())
            .Select(paper => paper!["text"]!.GetValue<string>())
            .Where(text => text.Contains("谢谢惠顾", StringComparison.Ordinal) && !text.Contains("可能重复", StringComparison.Ordinal))
            .Select(text => ReceiptNumber().Match(text).Value)
            .ShouldBeUnique();
    }

    private static async Task<List<Payment>> AllAsync(HttpClient http, string status)
    {
        var all = new List<Payment>();
        string? cursor = null;
        do
        {
            var page = (await http.GetFromJsonAsync<Page<Payment>>($"/v1/payments?status={status}&limit=200{(cursor is null ? "" : $"&cursor={cursor}")}", Wire.Json))!;
            all.AddRange(page.Data);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    private static async Task<List<EventRecord>> EventsAsync(HttpClient http, Shop shop)
    {
        var all = new List<EventRecord>();
        while (true)
        {
            var page = (await http.GetFromJsonAsync<EventPage>($"/v1/events?stream={shop.Store}&after={(all.Count == 0 ? 0 : all[^1].Seq)}", Wire.Json))!;
            if (page.Data.Count == 0)
                return all;
            all.AddRange(page.Data);
        }
    }

    /// <summary>Below the ports that the system gives to outgoing connections, so that none of those takes it while the server is down.</summary>
    private static int FreePort()
    {
        for (var port = 20_000 + (Environment.ProcessId % 5_000); ; port++)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody's: the next one.
            }
        }
    }

    /// <summary>Customers who take, pay, cancel and ask again until the server is gone; what they began stays known for the next round.</summary>
    private sealed class Customers(Shop shop, RunningSandbox sandbox, int port) : IDisposable
    {
        private readonly HttpClient _http = Shop.Client($"http://127.0.0.1:{port}", shop.Key);
        private readonly ConcurrentDictionary<string, string> _paymentOfKey = new(StringComparer.Ordinal);
        private readonly SemaphoreSlim _steps = new(0);
        private int _count;

        public ConcurrentBag<string> KeysWithTwoPayments { get; } = [];

        public async Task RunAsync() => await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(UntilGoneAsync)));

        /// <summary>Waits for so many finished steps of any customer.</summary>
        public async Task SomethingHappensAsync(int steps)
        {
            for (var i = 0; i < steps; i++)
                await _steps.WaitAsync(TimeSpan.FromSeconds(20));
        }

        public void Dispose()
        {
            _http.Dispose();
            _steps.Dispose();
        }

        private async Task UntilGoneAsync()
        {
            try
            {
                while (true)
                    await OneAsync(Interlocked.Increment(ref _count));
            }
            catch (HttpRequestException)
            {
                // The server was killed, or answers half: this customer comes back after the restart.
            }
        }

        private async Task OneAsync(int number)
        {
            var key = $"customer-{number}";
            var payment = await TakeAsync(key, 100 + number);
            _steps.Release();
            if (payment?.Qr is null)
                return;
            if (number % 5 == 0)
            {
                using var closed = await _http.PostAsync($"/v1/payments/{payment.Id}/close", null);
            }
            else
            {
                await PayAsync(payment);
                await TakeAsync(key, 100 + number);
            }

            _steps.Release();
        }

        private async Task PayAsync(Payment payment)
        {
            using var answer = await sandbox.Http.PostAsJsonAsync("/phone/pay", new { user = "alice", content = payment.Qr!.Content });
        }

        private async Task<Payment?> TakeAsync(string key, long amount)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/payments")
            {
                Content = JsonContent.Create(new { store = shop.Store.Value, amount, method = "wechat_pay", flow = "show_qr" }, options: Wire.Json),
            };
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await _http.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.Created)
                return null;
            var payment = await answer.Content.ReadFromJsonAsync<Payment>(Wire.Json);
            if (_paymentOfKey.GetOrAdd(key, payment!.Id) != payment.Id)
                KeysWithTwoPayments.Add(key);
            return payment;
        }
    }
}
