using System.Collections.Concurrent;
using Cowry.Client.Payments;
using Cowry.Client.Problems;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Cowry.Client.Tests;

public sealed class ProblemsAndPages
{
    [Fact]
    public async Task A_refusal_is_an_exception_that_carries_the_servers_problem()
    {
        await using var server = await FakeServer.StartAsync(http => FakeServer.RefuseAsync(
            http, 422, "validation_failed", new Dictionary<string, string[]> { ["amount"] = ["must be between 1 and 100000000"] }));

        var refused = await Should.ThrowAsync<CowryProblemException>(() => server.Client.Payments.CreateAsync(Samples.Create with { Amount = 0 }));

        refused.Problem.Code.ShouldBe("validation_failed");
        refused.Problem.RequestId.ShouldBe("req_1");
        refused.Problem.Errors!["amount"].ShouldBe(["must be between 1 and 100000000"]);
    }

    [Fact]
    public async Task An_error_that_is_no_problem_document_is_told_as_what_it_is()
    {
        await using var server = await FakeServer.StartAsync(http =>
        {
            http.Response.StatusCode = 500;
            http.Response.ContentType = "text/html";
            http.Response.Headers["X-Request-Id"] = "req_9";
            return http.Response.WriteAsync("<html>");
        });

        var refused = await Should.ThrowAsync<CowryProblemException>(() => server.Client.Me.GetAsync());

        refused.Problem.Code.ShouldBe(CowryProblemException.NotAProblem);
        refused.Problem.Status.ShouldBe(500);
        refused.Problem.RequestId.ShouldBe("req_9");
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_with_its_filter_and_only_as_far_as_it_is_wanted()
    {
        var asked = new ConcurrentQueue<string>();
        await using var server = await FakeServer.StartAsync(http =>
        {
            asked.Enqueue(http.Request.Path + http.Request.QueryString.ToString());
            var start = int.Parse(http.Request.Query["cursor"].FirstOrDefault("0")!, System.Globalization.CultureInfo.InvariantCulture);
            var next = start + 2 >= 5 ? null : $"{start + 2}";
            return FakeServer.WriteAsync(http, new Page<Payment>([.. Enumerable.Range(start, Math.Min(2, 5 - start)).Select(n => Samples.Payment($"pay_{n}"))], next));
        });
        var filter = new PaymentFilter { Store = "sto_1", Status = PaymentStatus.Pending, From = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.FromHours(8)) };

        var all = await server.Client.Payments.ListAsync(filter).Select(payment => payment.Id).ToListAsync();
        all.ShouldBe(["pay_0", "pay_1", "pay_2", "pay_3", "pay_4"]);
        asked.First().ShouldBe("/v1/payments?store=sto_1&status=pending&from=2026-11-24T00%3A00%3A00.000Z&limit=200");
        asked.Count.ShouldBe(3);

        await server.Client.Payments.ListAsync(filter).FirstAsync();
        asked.Count.ShouldBe(4);
    }
}
