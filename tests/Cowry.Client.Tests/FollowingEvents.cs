using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Cowry.Client.Events;
using Cowry.Client.Problems;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Cowry.Client.Tests;

public sealed class FollowingEvents
{
    private static readonly EventFollowerOptions Quick = new()
    {
        FirstDelay = TimeSpan.FromMilliseconds(2),
        LongestDelay = TimeSpan.FromMilliseconds(20),
        SilenceLimit = TimeSpan.FromSeconds(5),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_follower_that_is_cut_off_at_random_sees_each_event_once_and_in_order(int seed)
    {
        const int count = 400;
        var random = new Random(seed);
        var connections = 0;
        var pages = 0;
        await using var server = await FakeServer.StartAsync(async http =>
        {
            if (!IsStream(http))
            {
                Interlocked.Increment(ref pages);
                await WritePageAsync(http, count);
                return;
            }

            Interlocked.Increment(ref connections);
            await StreamBadlyAsync(http, count, random);
        });

        var seen = await server.Client.Events.FollowAsync("sto_1", 0, Quick).Take(count).Select(e => e.Seq).ToListAsync();

        seen.ShouldBe(Enumerable.Range(1, count).Select(n => (long)n));
        connections.ShouldBeGreaterThan(5);
        pages.ShouldBeGreaterThan(0, "the swallowed events were fetched");
    }

    [Fact]
    public async Task A_connection_that_fell_silent_is_left_and_resumed()
    {
        var resumes = new ConcurrentQueue<string>();
        await using var server = await FakeServer.StartAsync(async http =>
        {
            resumes.Enqueue(http.Request.Headers["Last-Event-ID"].ToString());
            Start(http);
            var first = resumes.Count == 1;
            await WriteEventAsync(http, first ? 8 : 9);
            if (first)
                await UntilLeftAsync(http);
        });

        var options = Quick with { SilenceLimit = TimeSpan.FromMilliseconds(200) };
        var seen = await server.Client.Events.FollowAsync("sto_1", 7, options).Take(2).Select(e => e.Seq).ToListAsync();

        seen.ShouldBe([8, 9]);
        resumes.ShouldBe(["7", "8"]);
    }

    [Fact]
    public async Task Heartbeats_keep_a_quiet_connection()
    {
        var connections = 0;
        await using var server = await FakeServer.StartAsync(async http =>
        {
            Interlocked.Increment(ref connections);
            Start(http);
            using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            for (var i = 0; i < 8 && await beat.WaitForNextTickAsync(); i++)
            {
                await http.Response.WriteAsync(": still here\n\n");
                await http.Response.Body.FlushAsync();
            }

            await WriteEventAsync(http, 1);
        });

        var seen = await server.Client.Events.FollowAsync("sto_1", 0, Quick with { SilenceLimit = TimeSpan.FromMilliseconds(500) }).FirstAsync();

        seen.Seq.ShouldBe(1);
        connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_is_away_is_asked_again_and_a_refusal_ends_it()
    {
        var calls = 0;
        await using var server = await FakeServer.StartAsync(http =>
            Interlocked.Increment(ref calls) < 4 ? FakeServer.RefuseAsync(http, 503, "not_ready") : FakeServer.RefuseAsync(http, 403, "missing_scope"));

        var refused = await Should.ThrowAsync<CowryProblemException>(async () => await server.Client.Events.FollowAsync("sto_1", 0, Quick).FirstAsync());

        refused.Problem.Code.ShouldBe("missing_scope");
        calls.ShouldBe(4);
    }

    [Fact]
    public async Task The_head_is_where_a_new_reader_starts()
    {
        await using var server = await FakeServer.StartAsync(http =>
            FakeServer.WriteAsync(http, new EventPage([], http.Request.Query["after"] == "latest" ? 41 : 0)));

        (await server.Client.Events.GetHeadAsync("sto_1")).ShouldBe(41);
    }

    private static bool IsStream(HttpContext http) => http.Request.Headers.Accept == "text/event-stream";

    /// <summary>Sends some events from where it was asked, repeats one now and then, swallows one now and then, and cuts the connection, also in the middle of one.</summary>
    private static async Task StreamBadlyAsync(HttpContext http, int count, Random random)
    {
        Start(http);
        var next = long.Parse(http.Request.Headers["Last-Event-ID"].ToString(), CultureInfo.InvariantCulture) + 1;
        for (var left = random.Next(0, 40); left > 0 && next <= count; left--)
        {
            var dice = random.Next(10);
            if (dice == 0 && next > 1)
                await WriteEventAsync(http, next - 1);
            if (dice == 1 && next < count)
                next++;
            await WriteEventAsync(http, next++);
        }

        await http.Response.WriteAsync("id: 9999\ndata: {\"id\":");
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    private static async Task WritePageAsync(HttpContext http, int count)
    {
        var after = long.Parse(http.Request.Query["after"].ToString(), CultureInfo.InvariantCulture);
        var records = Enumerable.Range(1, count).Select(n => Samples.Event(n)).Where(e => e.Seq > after).Take(3).ToArray();
        await FakeServer.WriteAsync(http, new EventPage(records, records.Length == 0 ? after : records[^1].Seq));
    }

    private static void Start(HttpContext http) => http.Response.ContentType = "text/event-stream";

    private static async Task WriteEventAsync(HttpContext http, long seq)
    {
        await http.Response.WriteAsync($"id: {seq}\nevent: payment.created\ndata: {JsonSerializer.Serialize(Samples.Event(seq), Wire.Json)}\n\n");
        await http.Response.Body.FlushAsync();
    }

    private static async Task UntilLeftAsync(HttpContext http)
    {
        var left = new TaskCompletionSource();
        await using var registration = http.RequestAborted.Register(left.SetResult);
        await left.Task;
    }
}
