using Cowry.Browser.Tests.Pages;
using Cowry.Browser.Tests.Running;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Cowry.Browser.Tests;

/// <summary>
/// Every screen of the terminal and of the back office, as people see it. With <c>COWRY_SCREENS=docs/screens</c> it draws the pictures there, in both sizes and
/// both languages; without, two of the four are looked at.
/// </summary>
public sealed class EveryScreen(Shop shop, Chromium chromium)
{
    private static readonly string[] Places = ["stores", "terminals", "staff", "printers", "payment-accounts", "api-keys", "payments", "account"];

    public static TheoryData<string, string> Screens => Look.Folder is null
        ? new() { { "360x720", "zh" }, { "1280x800", "en" } }
        : new() { { "360x720", "zh" }, { "360x720", "en" }, { "1280x800", "zh" }, { "1280x800", "en" } };

    [Theory, MemberData(nameof(Screens))]
    public async Task Of_the_terminal(string size, string language)
    {
        var look = new Look(size, language);
        await using (var stranger = await chromium.FreshAsync(Size(size)))
        {
            var unpaired = new Till(await stranger.NewPageAsync());
            await unpaired.Page.GotoAsync(shop.Server + "/terminal/");
            await unpaired["pair-qr"].WaitForAsync();
            await unpaired.SpeakAsync(language);
            await look.AtAsync(unpaired.Page, "01-pairing");
        }

        await using var context = await chromium.FreshAsync(Size(size));
        var till = await Till.OpenAsync(context, shop.TerminalUrl, language);
        await SignInAsync(till, look);
        await TakeMoneyAsync(till, look);
        await LookBackAsync(till, look);
        await LockAsync(till, look);
        await CutAsync(context, till, look);
        look.IsFine();
    }

    [Theory, MemberData(nameof(Screens))]
    public async Task Of_the_office(string size, string language)
    {
        var look = new Look(size, language);
        await using var context = await chromium.FreshAsync(Size(size));
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{shop.Server}/office/language?to={language}&back=/office");
        await page.Locator("input[name=email]").WaitForAsync();
        await look.AtAsync(page, "20-office-sign-in");
        var office = new Office(page, shop.Server);
        await office.SignInAsync("/office", shop.OwnerEmail, shop.OwnerPassword);
        await office["takings"].WaitForAsync();
        await look.AtAsync(page, "21-office-today");
        foreach (var (number, place) in Places.Index())
        {
            await page.GotoAsync($"{shop.Server}/office/{place}");
            if (place == "account")
                await office["to-security"].WaitForAsync();
            else
                await office.ListedAsync();
            await look.AtAsync(page, $"{22 + number}-office-{place}");
        }

        await office.GoToAsync("payment-accounts");
        await page.Locator("[data-testid=list] tbody tr").First.ClickAsync();
        await office["panel"].WaitForAsync();
        await office["check"].ClickAsync();
        await office["check-ok"].WaitForAsync();
        await look.AtAsync(page, "30-office-payment-account");
        await page.GotoAsync($"{shop.Server}/office/pair");
        await office["field-user_code"].WaitForAsync();
        await look.AtAsync(page, "31-office-pair");
        look.IsFine();
    }

    private static ViewportSize Size(string name) => name == "360x720" ? Chromium.HandHeld : Chromium.Counter;

    private async Task SignInAsync(Till till, Look look)
    {
        await till.KeysAsync("01");
        await look.AtAsync(till.Page, "02-sign-in");
        await till["pin-submit"].TapAsync();
        await till.KeysAsync(shop.Pin("01")[..2]);
        await look.AtAsync(till.Page, "03-pin");
        await till.KeysAsync(shop.Pin("01")[2..]);
        await till["pin-submit"].TapAsync();
        await till["charge"].WaitForAsync();
    }

    private async Task TakeMoneyAsync(Till till, Look look)
    {
        await till.KeysAsync("8+6.5");
        await look.AtAsync(till.Page, "04-cashier");
        await till["charge"].TapAsync();
        await till["qr"].WaitForAsync();
        await look.AtAsync(till.Page, "05-qr");
        var content = await QrReader.ReadAsync(till.Page, shop.Sandbox.Address);
        await shop.Sandbox.PayAsync(content);
        await till["success"].WaitForAsync();
        await look.PictureAsync(till.Page, "06-success");
        await Expect(till["success"]).ToBeHiddenAsync();
    }

    private async Task LookBackAsync(Till till, Look look)
    {
        await till.ChargeAsync("28");
        var content = await QrReader.ReadAsync(till.Page, shop.Sandbox.Address);
        await till["qr-leave"].TapAsync();
        await till["nav-payments"].TapAsync();
        await till.Rows("28.00").Locator("[data-status=pending]").First.WaitForAsync();
        await look.AtAsync(till.Page, "07-payments");
        await shop.Sandbox.PayAsync(content);
        await till["toast"].WaitForAsync();
        await look.AtAsync(till.Page, "08-announced");
        await till.Rows("28.00").First.TapAsync();
        await till["print-jobs"].Locator("[data-print=confirmed]").First.WaitForAsync();
        await look.AtAsync(till.Page, "09-payment");
        await till["detail-close"].TapAsync();
    }

    private async Task LockAsync(Till till, Look look)
    {
        await till["nav-me"].TapAsync();
        await till["me-name"].WaitForAsync();
        await look.AtAsync(till.Page, "10-me");
        await till["me-lock"].TapAsync();
        await till["lock"].WaitForAsync();
        await look.AtAsync(till.Page, "11-lock");
        await till.KeysAsync(shop.Pin("01"));
        await till["pin-submit"].TapAsync();
        await till["nav-cashier"].TapAsync();
    }

    private static async Task CutAsync(IBrowserContext context, Till till, Look look)
    {
        await till.ChargeAsync("12.5");
        await context.SetOfflineAsync(true);
        await till["offline-banner"].WaitForAsync();
        await look.AtAsync(till.Page, "12-qr-offline");
        await till["qr-leave"].TapAsync();
        await till["charge"].WaitForAsync();
        await look.AtAsync(till.Page, "13-offline");
    }
}
