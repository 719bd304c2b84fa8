using Cowry.Browser.Tests.Pages;
using Cowry.Browser.Tests.Running;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Cowry.Browser.Tests;

/// <summary>An empty system becomes a shop that has taken money, through its pages alone.</summary>
public sealed class SetUpByThePages(Chromium chromium)
{
    private const string Email = "wang@example.com";
    private const string Password = "noodles-and-tea-4";

    [Fact]
    public Task On_sqlite() => SetUpAsync(database: null);

    [Fact]
    public async Task On_postgres()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        await SetUpAsync(database.ConnectionString);
    }

    private async Task SetUpAsync(string? database)
    {
        await using var system = await EmptySystem.StartAsync(database);
        await using var counter = await chromium.FreshAsync(Chromium.Counter);
        var office = new Office(await counter.NewPageAsync(), system.Server);
        await MakeMerchantAsync(office, system);
        await AddStoreAsync(office);
        await AddPrinterAsync(office, system.Sandbox);
        await AddPaymentAccountAsync(office, system.Sandbox);
        await AddStaffAsync(office);

        await using var hand = await chromium.FreshAsync(Chromium.HandHeld);
        var till = new Till(await hand.NewPageAsync());
        await till.Page.GotoAsync(system.Server + "/terminal/");
        var code = (await till["pair-code"].InnerTextAsync()).Trim();
        await office.Page.GotoAsync($"{system.Server}/office/pair?user_code={code}");
        await Expect(office["field-user_code"]).ToHaveValueAsync(code);
        await office.FillAsync("name", "前台");
        await office.ChooseAsync("store", "贝台茶馆 北门店");
        await office["approve"].ClickAsync();
        await office["paired"].WaitForAsync();

        await till["signin-number"].WaitForAsync();
        await till.SignInAsync("07", "4682");
        await till.ChargeAsync("9.9");
        await system.Sandbox.PayAsync(await QrReader.ReadAsync(till.Page, system.Sandbox.Address));
        await Expect(till["success-amount"]).ToContainTextAsync("9.90");
        await system.Sandbox.PapersWithAsync("9.90", 1);
        await office.GoToAsync("payments");
        await Expect(office["list"]).ToContainTextAsync("9.90");
    }

    private static async Task MakeMerchantAsync(Office office, EmptySystem system)
    {
        await office.Page.GotoAsync(system.Server + "/office");
        await office["setup-form"].WaitForAsync();
        await office["field-code"].FillAsync(await system.SetupCodeAsync());
        await office["field-merchant_name"].FillAsync("贝台茶馆");
        await office["field-store_name"].FillAsync("贝台茶馆 总店");
        await office["field-owner_name"].FillAsync("王老板");
        await office["field-owner_email"].FillAsync(Email);
        await office["field-owner_password"].FillAsync(Password);
        await office["set-up"].ClickAsync();
        await office.Page.Locator("input[name=email]").WaitForAsync();
        await office.SignInAsync("/office/stores", Email, Password);
        await Expect(office["list"]).ToHaveAttributeAsync("data-state", "rows");
    }

    private static async Task AddStoreAsync(Office office)
    {
        await office.AddAsync();
        await office.FillAsync("name", "贝台茶馆 北门店");
        await office["save"].ClickAsync();
        await Expect(office["list"]).ToContainTextAsync("贝台茶馆 北门店");
    }

    private static async Task AddPrinterAsync(Office office, Sandbox sandbox)
    {
        var port = (await sandbox.ReadAsync("printer")).GetProperty("port").GetInt32();
        await office.GoToAsync("printers");
        await office.AddAsync();
        await office.FillAsync("name", "吧台小票机");
        await office.ChooseAsync("store", "贝台茶馆 北门店");
        await office.FillAsync("host", "127.0.0.1");
        await office.FillAsync("port", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await office["save"].ClickAsync();
        await office["probe"].ClickAsync();
        await Expect(office["probe-result"]).ToHaveAttributeAsync("data-reachable", "true");
        await office["test-print"].ClickAsync();
        await sandbox.PapersWithAsync("", 1);
        await Expect(office["job"]).ToBeVisibleAsync();
    }

    private static async Task AddPaymentAccountAsync(Office office, Sandbox sandbox)
    {
        var contract = (await sandbox.ReadAsync("credentials")).GetProperty("wechat_pay");
        string Given(string name) => contract.GetProperty(name).GetString()!;
        await office.GoToAsync("payment-accounts");
        await office.AddAsync();
        await office.FillAsync("name", "微信支付");
        await office["verification-PublicKey"].CheckAsync(new LocatorCheckOptions { Force = true });
        foreach (var name in (string[])["mchid", "appid", "merchant_serial", "public_key_id"])
            await office.FillAsync(name, Given(name));
        await office["advanced"].ClickAsync();
        foreach (var name in (string[])["base_url", "merchant_private_key", "api_v3_key", "public_key"])
            await office.FillAsync(name, Given(name));
        await office["save"].ClickAsync();
        await office["check"].ClickAsync();
        await office["check-ok"].WaitForAsync();
    }

    private static async Task AddStaffAsync(Office office)
    {
        await office.GoToAsync("staff");
        await office.AddAsync();
        await office.FillAsync("name", "小周");
        await office.FillAsync("number", "07");
        await office.FillAsync("pin", "4682");
        await office["save"].ClickAsync();
        await Expect(office["list"]).ToContainTextAsync("小周");
    }
}
