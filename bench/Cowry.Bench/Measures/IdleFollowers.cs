using System.Globalization;
using System.Net.Http.Headers;
using Cowry.Bench.Running;

namespace Cowry.Bench.Measures;

/// <summary>What followers to whom nothing happens cost a server in memory: resident size before and after, in a process that has done nothing else.</summary>
internal static class IdleFollowers
{
    private const int Merchants = 20;

    public static async Task RunAsync(BenchOptions options, string kind, Report report)
    {
        await using var database = await BenchDatabase.CreateAsync(kind, options.Postgres);
        var tills = await Till.MakeAsync(database, Merchants);
        await using var server = await Scene.StartServerAsync(options, database, Scene.Local(options.Port + 5));
        using var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = new Uri(server.Address) };
        // What the first of a kind needs is not the cost of a follower.
        await FollowAsync(http, tills, 100);
        await SettleAsync();
        var before = server.ResidentKilobytes;
        await FollowAsync(http, tills, options.Followers);
        await SettleAsync();
        var each = (double)(server.ResidentKilobytes - before) / options.Followers;
        report.Add(
            $"memory of an idle follower at {options.Followers}", kind,
            string.Create(CultureInfo.InvariantCulture, $"{each:0.0} KB ({before / 1024} MB before, {server.ResidentKilobytes / 1024} MB after)"), "<= 25 KB", each <= 25);
    }

    private static Task SettleAsync() => Task.Delay(TimeSpan.FromSeconds(4));

    private static async Task FollowAsync(HttpClient http, IReadOnlyList<Till> tills, int count)
    {
        var hello = new byte[64];
        for (var i = 0; i < count; i++)
        {
            var till = tills[i % tills.Count];
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/events?stream={till.Store}&after=latest");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", till.Key);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            // Not disposed: it stays open until the client goes.
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            _ = await (await answer.Content.ReadAsStreamAsync()).ReadAtLeastAsync(hello, 1);
        }
    }
}
