using System.Text.RegularExpressions;
using Cowry.Browser.Tests.Pages;
using Cowry.Browser.Tests.Running;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Cowry.Browser.Tests;

/// <summary>Who may touch the till: a browser that the owner approved, a person whose PIN is right, a screen that is not forgotten open.</summary>
public sealed partial class PairingAndPins(Shop shop, Chromium chromium)
{
    [Fact]
    public async Task The_owner_approves_a_new_browser()
    {
        await using var context = await chromium.FreshAsync(Chromium.HandHeld);
        var till = new Till(await context.NewPageAsync());
        await till.Page.GotoAsync(shop.Server + "/terminal/");
        await till["pair-qr"].WaitForAsync();
        var code = (await till["pair-code"].InnerTextAsync()).Trim();

        await using var owner = await chromium.FreshAsync(Chromium.Counter);
        var address = await QrReader.ReadAsync(till.Page, shop.Sandbox.Address);
        Assert.Contains(Uri.EscapeDataString(code), address, StringComparison.Ordinal);
        var office = new Office(await owner.NewPageAsync(), shop.Server);
        await office.SignInAsync(new Uri(address).PathAndQuery, shop.OwnerEmail, shop.OwnerPassword);
        await office["pair-form"].WaitForAsync();
        await Expect(office["field-user_code"]).ToHaveValueAsync(code);
        await office.FillAsync("name", "二号机");
        await office["approve"].ClickAsync();
        await office["paired"].WaitForAsync();

        await till["signin-number"].WaitForAsync();
        await till.SignInAsync("01", shop.Pin("01"));
        await till["nav-me"].TapAsync();
        await Expect(till["me-name"]).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Five_wrong_pins_lock_for_a_time_that_counts_down()
    {
        await using var context = await chromium.FreshAsync(Chromium.HandHeld);
        var till = await Till.OpenAsync(context, shop.TerminalUrl);
        await till.KeysAsync("09");
        await till["pin-submit"].TapAsync();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await till.KeysAsync("0000");
            await Expect(till["pin-dots"].Locator(".full")).ToHaveCountAsync(4);
            await till["pin-submit"].TapAsync();
            await Expect(till["pin-dots"].Locator(".full")).ToHaveCountAsync(0);
        }

        await Expect(till["pin-message"]).ToContainTextAsync(Countdown());
        await Expect(till["key-1"]).ToBeDisabledAsync();
        var shown = await till["pin-message"].InnerTextAsync();
        await Expect(till["pin-message"]).Not.ToHaveTextAsync(shown);
        await Expect(till["pin-message"]).ToContainTextAsync(Countdown());
    }

    [Fact]
    public async Task An_idle_till_locks_and_keeps_its_qr()
    {
        await using var context = await chromium.FreshAsync(Chromium.HandHeld);
        await context.Clock.InstallAsync();
        var till = await Till.OpenAsync(context, shop.TerminalUrl);
        await till.SignInAsync("01", shop.Pin("01"));
        await till.ChargeAsync("51.2");
        var content = await QrReader.ReadAsync(till.Page, shop.Sandbox.Address);
        await context.Clock.FastForwardAsync("05:06");
        await till["qr-unlock"].WaitForAsync();
        await Expect(till["qr-cancel"]).ToHaveCountAsync(0);
        await Expect(till["qr-amount"]).ToHaveTextAsync("¥51.20");
        await shop.Sandbox.PayAsync(content);
        await Expect(till["success-amount"]).ToContainTextAsync("51.20");
        await till["success"].TapAsync();
        await till["lock"].WaitForAsync();
        await Expect(till["charge"]).ToHaveCountAsync(0);
        await till.KeysAsync(shop.Pin("01"));
        await till["pin-submit"].TapAsync();
        await till["charge"].WaitForAsync();
    }

    [GeneratedRegex(@"\d:\d\d", RegexOptions.None, 1000)]
    private static partial Regex Countdown();
}
