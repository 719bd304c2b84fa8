using Cowry.Client.Events;
using Cowry.Client.Payments;
using Cowry.Client.Printing;
using Cowry.Server.Tests.Hosting;

namespace Cowry.Server.Tests.Printing;

/// <summary>From the money to the paper, over a real TCP port to a printer that shares no code with ours.</summary>
public sealed class ReceiptsOnPaper(World world)
{
    [Theory, OnEachDatabase]
    public async Task A_paid_payment_prints_its_receipt_once(string database)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        using var shop = await Shop.OpenAsync(await world.ServerAsync(database), sandbox);
        await shop.PrinterAsync();
        var payment = await PaidAsync(shop, 1250);
        var job = await shop.JobUntilAsync(payment.Id, j => j.Status == PrintJobStatus.Confirmed);
        job.Copy.ShouldBe(1);
        var paper = (await sandbox.PapersAsync()).ShouldHaveSingleItem()!;
        var text = paper["text"]!.GetValue<string>();
        text.ShouldContain("老王面馆");
        text.ShouldContain("12.50");
        text.ShouldContain(payment.Number);
        text.ShouldNotContain("补打");
        paper["cut"]!.GetValue<string>().ShouldBe("partial");

        using var preview = await shop.Http.GetAsync(job.Preview);
        preview.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
    }

    [Theory, OnEachDatabase]
    public async Task A_reprint_is_marked_as_a_copy(string database)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        using var shop = await Shop.OpenAsync(await world.ServerAsync(database), sandbox);
        await shop.PrinterAsync();
        var payment = await PaidAsync(shop, 880);
        var job = await shop.JobUntilAsync(payment.Id, j => j.Status == PrintJobStatus.Confirmed);
        var copy = await shop.PostAsync<PrintJob>($"/v1/print_jobs/{job.Id}/reprint", null);
        copy.Copy.ShouldBe(2);
        await Shop.UntilAsync(sandbox.PapersAsync, papers => papers.Count == 2);
        (await sandbox.PapersAsync()).Count(p => p!["text"]!.GetValue<string>().Contains("补打", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task Paper_out_is_told_and_prints_once_paper_is_back(string database)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        using var shop = await Shop.OpenAsync(await world.ServerAsync(database), sandbox);
        var printer = await shop.PrinterAsync();
        await sandbox.FaultsAsync(new { printer = new { paper_out = true } });
        var payment = await PaidAsync(shop, 1250);
        var job = await shop.JobUntilAsync(payment.Id, j => j.ProblemCode is not null);
        job.ProblemCode.ShouldBe("printer_paper_out");
        job.Status.ShouldBe(PrintJobStatus.Queued);
        (await shop.GetAsync<Printer>($"/v1/printers/{printer.Id}")).Trouble.ShouldBe("printer_paper_out");
        (await shop.EventsAsync()).ShouldContain(e => e.Type == EventTypes.PrintFailed);

        await sandbox.FaultsAsync(new { });
        await shop.JobUntilAsync(payment.Id, j => j.Status == PrintJobStatus.Confirmed);
        (await sandbox.PapersAsync()).Count.ShouldBe(1);
        (await shop.GetAsync<Printer>($"/v1/printers/{printer.Id}")).Trouble.ShouldBeNull();
    }

    [Theory, OnEachDatabase]
    public async Task A_printer_that_is_off_is_told_and_prints_when_it_is_on(string database)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        using var shop = await Shop.OpenAsync(await world.ServerAsync(database), sandbox);
        await shop.PrinterAsync();
        await sandbox.FaultsAsync(new { printer = new { offline = true } });
        var payment = await PaidAsync(shop, 1250);
        (await shop.JobUntilAsync(payment.Id, j => j.ProblemCode is not null)).ProblemCode.ShouldBe("printer_offline");
        await sandbox.FaultsAsync(new { });
        await shop.JobUntilAsync(payment.Id, j => j.Status == PrintJobStatus.Confirmed);
        (await sandbox.PapersAsync()).Count.ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_printer_that_dies_midway_gets_the_receipt_again_marked_as_a_possible_duplicate(string database)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        using var shop = await Shop.OpenAsync(await world.ServerAsync(database), sandbox);
        await shop.PrinterAsync();
        await sandbox.FaultsAsync(new { printer = new { dies_after_bytes = 120 } });
        var payment = await PaidAsync(shop, 1250);
        await shop.JobUntilAsync(payment.Id, j => j.Status == PrintJobStatus.Unknown);
        await sandbox.FaultsAsync(new { });
        await shop.JobUntilAsync(payment.Id, j => j.Status is PrintJobStatus.Confirmed);
        (await sandbox.PapersAsync()).ShouldContain(p => p!["text"]!.GetValue<string>().Contains("可能重复", StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task A_payment_asked_for_without_paper_prints_none(string database)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        using var shop = await Shop.OpenAsync(await world.ServerAsync(database), sandbox);
        await shop.PrinterAsync();
        var silent = await shop.PostAsync<Payment>("/v1/payments", new { store = shop.Store.Value, amount = 100, flow = "show_qr", auto_print = false });
        await shop.CustomerPaysAsync(silent);
        await shop.UntilAsync(silent.Id, PaymentStatus.Succeeded);
        var loud = await PaidAsync(shop, 200);
        await shop.JobUntilAsync(loud.Id, j => j.Status == PrintJobStatus.Confirmed);
        (await shop.JobsAsync(silent.Id)).ShouldBeEmpty();
    }

    private static async Task<Payment> PaidAsync(Shop shop, long amount)
    {
        var payment = await shop.TakeAsync(amount);
        await shop.CustomerPaysAsync(payment);
        return await shop.UntilAsync(payment.Id, PaymentStatus.Succeeded);
    }
}
