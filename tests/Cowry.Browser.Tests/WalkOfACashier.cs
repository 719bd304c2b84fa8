using System.Diagnostics;
using Cowry.Browser.Tests.Pages;
using Cowry.Browser.Tests.Running;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Cowry.Browser.Tests;

/// <summary>From the sign-in to the receipt, in both sizes and both languages: what the README promises a visitor.</summary>
public sealed class WalkOfACashier(Shop shop, Chromium chromium)
{
    private static readonly TimeSpan Blink = TimeSpan.FromSeconds(1.5);

    public static TheoryData<string, string> Screens => new()
    {
        { "hand-held", "zh" }, { "hand-held", "en" }, { "counter", "zh" }, { "counter", "en" },
    };

    [Theory, MemberData(nameof(Screens))]
    public async Task A_customer_pays_what_the_screen_shows(string size, string language)
    {
        await using var context = await chromium.FreshAsync(size == "counter" ? Chromium.Counter : Chromium.HandHeld);
        var till = await Till.OpenAsync(context, shop.TerminalUrl, language);
        new Uri(till.Page.Url).Fragment.ShouldBeEmpty();
        await till.SignInAsync("01", shop.Pin("01"));
        await shop.Sandbox.ForgetPapersAsync();

        await till.ChargeAsync("12.5");
        await Expect(till["qr-amount"]).ToHaveTextAsync("¥12.50");
        await Expect(till["qr-countdown"]).ToBeVisibleAsync();
        var content = await QrReader.ReadAsync(till.Page, shop.Sandbox.Address);
        content.ShouldStartWith("weixin://");

        await shop.Sandbox.PayAsync(content);
        var paid = Stopwatch.GetTimestamp();
        await till["success"].WaitForAsync();
        Stopwatch.GetElapsedTime(paid).ShouldBeLessThan(Blink);
        await Expect(till["success-amount"]).ToContainTextAsync("12.50");

        (await shop.Sandbox.PapersWithAsync("12.50", 1)).ShouldHaveSingleItem();
        // It goes by itself; nobody touches it.
        await Expect(till["success"]).ToBeHiddenAsync();
        await Expect(till["key-5"]).ToBeEnabledAsync();
        await Expect(till["amount"]).Not.ToContainTextAsync("12.5");
    }

    [Fact]
    public async Task A_customer_pays_by_touch_on_the_phone_page()
    {
        await using var context = await chromium.FreshAsync(Chromium.HandHeld);
        var till = await Till.OpenAsync(context, shop.TerminalUrl);
        await till.SignInAsync("01", shop.Pin("01"));
        await till.ChargeAsync("8+6.5");
        await Expect(till["qr-amount"]).ToHaveTextAsync("¥14.50");
        var content = await QrReader.ReadAsync(till.Page, shop.Sandbox.Address);

        var phone = await context.NewPageAsync();
        await phone.GotoAsync(shop.Sandbox.Address + "/phone");
        await phone.Locator("[data-key=scan]").ClickAsync();
        await phone.Locator("#scan-text").FillAsync(content);
        await phone.Locator("#scan-text").PressAsync("Enter");
        await Expect(phone.Locator(".to-pay .amount")).ToContainTextAsync("14.50");
        await phone.Locator(".main-button").ClickAsync();
        await phone.Locator(".paid .amount").WaitForAsync();

        await till.Page.BringToFrontAsync();
        await till["success"].TapAsync();
        await Expect(till["success"]).ToBeHiddenAsync();
        await Expect(till["charge"]).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_receipt_is_on_the_phone_page_s_paper()
    {
        await using var context = await chromium.FreshAsync(Chromium.Counter);
        await shop.Sandbox.ForgetPapersAsync();
        var phone = await context.NewPageAsync();
        await phone.GotoAsync(shop.Sandbox.Address + "/phone");
        var till = await Till.OpenAsync(context, shop.TerminalUrl);
        await till.SignInAsync("01", shop.Pin("01"));
        await till.ChargeAsync("3.3");
        await shop.Sandbox.PayAsync(await QrReader.ReadAsync(till.Page, shop.Sandbox.Address));
        await till["success"].WaitForAsync();
        await phone.BringToFrontAsync();
        await Expect(phone.Locator("#roll img")).ToHaveCountAsync(1);
    }
}
