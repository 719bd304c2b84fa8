using Cowry.Browser.Tests.Pages;
using Cowry.Browser.Tests.Running;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Cowry.Browser.Tests;

/// <summary>A cut network: the till says so, pretends nothing, and catches up afterwards.</summary>
public sealed class WithoutANetwork(Shop shop, Chromium chromium)
{
    // A toast goes by itself, and Chromium lets a stream that is open drain when it is told to be offline: it may come at any time, but once.
    private const string NoteToasts = """
        () => {
          window.told = []
          new MutationObserver(() => {
            const toast = document.querySelector('[data-testid=toast]')
            if (toast && toast !== window.lastToast) window.told.push(toast.textContent)
            window.lastToast = toast
          }).observe(document.body, { childList: true, subtree: true })
        }
        """;

    [Fact]
    public async Task The_qr_stays_and_what_was_paid_meanwhile_comes_once()
    {
        await using var context = await chromium.FreshAsync(Chromium.HandHeld);
        var till = await Till.OpenAsync(context, shop.TerminalUrl);
        await till.SignInAsync("01", shop.Pin("01"));
        await till.ChargeAsync("61.3");
        await till.Page.EvaluateAsync(NoteToasts);
        await context.SetOfflineAsync(true);
        await till["offline-banner"].WaitForAsync();
        var content = await QrReader.ReadAsync(till.Page, shop.Sandbox.Address);
        await Expect(till["qr"]).ToBeVisibleAsync();
        await Expect(till["qr-cancel"]).ToBeDisabledAsync();
        await till["qr-leave"].TapAsync();
        await till.KeysAsync("5");
        await Expect(till["charge"]).ToBeDisabledAsync();

        await shop.Sandbox.ForgetPapersAsync();
        await shop.Sandbox.PayAsync(content);
        (await shop.Sandbox.PapersWithAsync("61.30", 1)).ShouldHaveSingleItem();

        await context.SetOfflineAsync(false);
        await till.Page.WaitForFunctionAsync("() => window.told.length > 0");
        await Expect(till["offline-banner"]).ToBeHiddenAsync();
        await Expect(till["charge"]).ToBeEnabledAsync();
        await till["nav-payments"].TapAsync();
        await Expect(till.Rows("61.30").Locator("[data-status=succeeded]")).ToHaveCountAsync(1);
        await Expect(till.Rows("61.30")).ToHaveCountAsync(1);
        (await till.Page.EvaluateAsync<string[]>("() => window.told")).ShouldHaveSingleItem().ShouldContain("61.30");
    }
}
