using System.Collections.Concurrent;
using Cowry.Client.Problems;
using Cowry.Client.Staff;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Cowry.Client.Tests;

public sealed class Retries
{
    public static readonly TheoryData<string> Obstacles = ["cut", "503", "502", "rate_limited", "in_progress"];

    [Theory]
    [MemberData(nameof(Obstacles))]
    public async Task A_call_that_something_got_in_the_way_of_is_sent_again_with_the_same_key_and_body(string obstacle)
    {
        var seen = new ConcurrentQueue<(string Key, string Body, string Bearer)>();
        await using var server = await FakeServer.StartAsync(async http =>
        {
            var body = await new StreamReader(http.Request.Body).ReadToEndAsync();
            seen.Enqueue((http.Request.Headers["Idempotency-Key"].ToString(), body, http.Request.Headers.Authorization.ToString()));
            if (seen.Count < 3)
                await ObstructAsync(http, obstacle);
            else
                await FakeServer.WriteAsync(http, Samples.Payment("pay_1"), 201);
        });

        var payment = await server.Client.Payments.CreateAsync(Samples.Create);

        payment.Id.ShouldBe("pay_1");
        seen.Count.ShouldBe(3);
        seen.Distinct().Count().ShouldBe(1, "key, body and token stay as they are");
        var (key, sent, bearer) = seen.First();
        key.Length.ShouldBeInRange(1, 255);
        bearer.ShouldBe("Bearer secret");
        sent.ShouldContain("\"method\":\"wechat_pay\"");
    }

    [Fact]
    public async Task Two_calls_have_two_keys_and_a_callers_own_key_is_used()
    {
        var keys = new ConcurrentQueue<string>();
        await using var server = await FakeServer.StartAsync(http =>
        {
            keys.Enqueue(http.Request.Headers["Idempotency-Key"].ToString());
            return FakeServer.WriteAsync(http, Samples.Payment("pay_1"));
        });

        await server.Client.Payments.CloseAsync("pay_1");
        await server.Client.Payments.CloseAsync("pay_1");
        await server.Client.Payments.CloseAsync("pay_1", "mine");
        await server.Client.Payments.GetAsync("pay_1");

        keys.Distinct().Count().ShouldBe(4);
        keys.ElementAt(2).ShouldBe("mine");
        keys.ElementAt(3).ShouldBeEmpty("reading needs no key");
    }

    [Fact]
    public async Task A_lock_out_is_told_at_once_though_it_is_a_429()
    {
        var calls = 0;
        await using var server = await FakeServer.StartAsync(http =>
        {
            Interlocked.Increment(ref calls);
            http.Response.Headers.RetryAfter = "1";
            return FakeServer.RefuseAsync(http, 429, "staff_locked_out");
        });

        var refused = await Should.ThrowAsync<CowryProblemException>(() => server.Client.Staff.SignInAsync(new SignInStaff { Number = "01", Pin = "1234" }));

        refused.Problem.Code.ShouldBe("staff_locked_out");
        refused.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_wait_longer_than_the_caller_has_patience_for_is_an_error_at_once()
    {
        var calls = 0;
        await using var server = await FakeServer.StartAsync(http =>
        {
            Interlocked.Increment(ref calls);
            http.Response.Headers.RetryAfter = "3600";
            return FakeServer.RefuseAsync(http, 429, "rate_limited");
        });

        (await Should.ThrowAsync<CowryProblemException>(() => server.Client.Me.GetAsync())).RetryAfter.ShouldBe(TimeSpan.FromHours(1));
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task It_gives_up_after_the_attempts_it_has()
    {
        var calls = 0;
        await using var server = await FakeServer.StartAsync(http =>
        {
            Interlocked.Increment(ref calls);
            return FakeServer.RefuseAsync(http, 503, "not_ready");
        });

        (await Should.ThrowAsync<CowryProblemException>(() => server.Client.Me.GetAsync())).Problem.Status.ShouldBe(503);
        calls.ShouldBe(new CowryClientOptions().MaxAttempts);
    }

    private static async Task ObstructAsync(HttpContext http, string obstacle)
    {
        switch (obstacle)
        {
            case "cut":
                http.Abort();
                break;
            case "rate_limited":
                http.Response.Headers.RetryAfter = "0";
                await FakeServer.RefuseAsync(http, 429, "rate_limited");
                break;
            case "in_progress":
                await FakeServer.RefuseAsync(http, 409, "idempotency_key_in_progress");
                break;
            default:
                http.Response.StatusCode = obstacle == "503" ? 503 : 502;
                await http.Response.WriteAsync("<html>a proxy's page</html>");
                break;
        }
    }
}
