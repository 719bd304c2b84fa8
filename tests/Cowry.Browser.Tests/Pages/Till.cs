using Microsoft.Playwright;

namespace Cowry.Browser.Tests.Pages;

/// <summary>A terminal's screen as a cashier touches it.</summary>
internal sealed class Till(IPage page)
{
    public IPage Page { get; } = page;

    public ILocator this[string testId] => Page.GetByTestId(testId).First;

    /// <summary>Opens the terminal in a browser that has never been here and leaves it at the staff sign-in.</summary>
    public static async Task<Till> OpenAsync(IBrowserContext context, string terminalUrl, string language = "zh")
    {
        var till = new Till(await context.NewPageAsync());
        await till.Page.GotoAsync(terminalUrl);
        await till["signin-number"].WaitForAsync();
        await till.SpeakAsync(language);
        return till;
    }

    /// <summary>Touches the language switch when the screen speaks Chinese and should not.</summary>
    public async Task SpeakAsync(string language)
    {
        if (language == "en")
            await this["lang-switch"].TapAsync();
        await Assertions.Expect(this["lang-switch"]).ToHaveTextAsync(language == "en" ? "中文" : "English");
    }

    /// <summary>Touches one key after the other: digits, <c>.</c> and <c>+</c>.</summary>
    public async Task KeysAsync(string keys)
    {
        foreach (var key in keys)
            await this[key switch { '.' => "key-dot", '+' => "key-plus", _ => $"key-{key}" }].TapAsync();
    }

    public async Task SignInAsync(string number, string pin)
    {
        await KeysAsync(number);
        await this["pin-submit"].TapAsync();
        await this["pin-dots"].WaitForAsync();
        await KeysAsync(pin);
        await this["pin-submit"].TapAsync();
        await this["charge"].WaitForAsync();
    }

    /// <summary>Types an amount, touches 收款 and waits for the QR code.</summary>
    public async Task ChargeAsync(string amount)
    {
        await KeysAsync(amount);
        await Assertions.Expect(this["charge"]).ToBeEnabledAsync();
        await this["charge"].TapAsync();
        await this["qr"].WaitForAsync();
    }

    /// <summary>The rows of the payments list with that amount.</summary>
    public ILocator Rows(string amount) => Page.GetByTestId("payments-list").GetByTestId("payment-row").Filter(new LocatorFilterOptions { HasText = amount });

    /// <summary>Holds a button as long as it wants to be held.</summary>
    public async Task HoldAsync(ILocator button, ILocator until)
    {
        await button.HoverAsync();
        await Page.Mouse.DownAsync();
        await until.WaitForAsync();
        await Page.Mouse.UpAsync();
    }
}
