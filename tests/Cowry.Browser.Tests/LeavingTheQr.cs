using Cowry.Browser.Tests.Pages;
using Cowry.Browser.Tests.Running;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Cowry.Browser.Tests;

/// <summary>A cashier who leaves the QR code loses nothing, and can do the rest from the payments list.</summary>
public sealed class LeavingTheQr(Shop shop, Chromium chromium)
{
    [Fact]
    public async Task A_payment_that_was_left_announces_itself()
    {
        await using var context = await chromium.FreshAsync(Chromium.HandHeld);
        var till = await SignedInAsync(context);
        await till.ChargeAsync("21.7");
        var content = await QrReader.ReadAsync(till.Page, shop.Sandbox.Address);
        await till["qr-leave"].TapAsync();
        await till["nav-payments"].TapAsync();
        await Expect(till.Rows("21.70").Locator("[data-status=pending]")).ToBeVisibleAsync();

        await shop.Sandbox.PayAsync(content);
        await Expect(till["toast"]).ToContainTextAsync("21.70");
        await Expect(till.Rows("21.70").Locator("[data-status=succeeded]")).ToBeVisibleAsync();
        await Expect(till.Rows("21.70")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_pending_payment_is_cancelled_by_holding()
    {
        await using var context = await chromium.FreshAsync(Chromium.HandHeld);
        var till = await SignedInAsync(context);
        await till.ChargeAsync("31.4");
        var content = await QrReader.ReadAsync(till.Page, shop.Sandbox.Address);
        await till["qr-leave"].TapAsync();
        await till["nav-payments"].TapAsync();
        await till.Rows("31.40").First.TapAsync();
        await till["payment-detail"].WaitForAsync();
        await till["detail-cancel"].TapAsync();
        await Expect(till.Rows("31.40").Locator("[data-status=pending]")).ToHaveCountAsync(1);
        await till.HoldAsync(till["detail-cancel"], till.Rows("31.40").Locator("[data-status=closed]"));
        await Should.ThrowAsync<InvalidOperationException>(() => shop.Sandbox.PayAsync(content));
    }

    [Fact]
    public async Task A_second_receipt_says_that_it_is_one()
    {
        await using var context = await chromium.FreshAsync(Chromium.Counter);
        var till = await SignedInAsync(context);
        await till.ChargeAsync("41.9");
        await shop.Sandbox.ForgetPapersAsync();
        await shop.Sandbox.PayAsync(await QrReader.ReadAsync(till.Page, shop.Sandbox.Address));
        await till["success"].TapAsync();
        (await shop.Sandbox.PapersWithAsync("41.90", 1)).ShouldHaveSingleItem().ShouldNotContain("补打");

        await till["nav-payments"].TapAsync();
        await till.Rows("41.90").First.TapAsync();
        await till["reprint"].TapAsync();
        (await shop.Sandbox.PapersWithAsync("41.90", 2)).Count(paper => paper.Contains("补打", StringComparison.Ordinal)).ShouldBe(1);
        await Expect(till["print-jobs"].Locator("[data-print=confirmed]")).ToHaveCountAsync(2);
    }

    private async Task<Till> SignedInAsync(IBrowserContext context)
    {
        var till = await Till.OpenAsync(context, shop.TerminalUrl);
        await till.SignInAsync("01", shop.Pin("01"));
        return till;
    }
}
