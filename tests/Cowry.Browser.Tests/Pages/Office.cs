using Microsoft.Playwright;

namespace Cowry.Browser.Tests.Pages;

/// <summary>The back office as an owner uses it.</summary>
internal sealed class Office(IPage page, string server)
{
    public IPage Page { get; } = page;

    public ILocator this[string testId] => Page.GetByTestId(testId).First;

    /// <summary>Opens a page and signs in on the way when it asks for it.</summary>
    public async Task SignInAsync(string path, string email, string password)
    {
        await Page.GotoAsync(server + path);
        await Page.Locator("input[name=email]").FillAsync(email);
        await Page.Locator("input[name=password]").FillAsync(password);
        await Page.Locator("form:has(input[name=password]) button").ClickAsync();
    }

    /// <summary>Opens a place from the menu and waits until its list is there.</summary>
    public async Task GoToAsync(string place)
    {
        await Page.GotoAsync($"{server}/office/{place}");
        await ListedAsync();
    }

    /// <summary>Waits until the page's list has come, though it may be empty.</summary>
    public Task ListedAsync() => Page.Locator("[data-testid=list]:is([data-state=rows], [data-state=empty])").WaitForAsync();

    /// <summary>Opens the panel that adds one to the list. The link works before the circuit does, the form's answers do not.</summary>
    public async Task AddAsync()
    {
        await this["add"].ClickAsync();
        await this["panel"].WaitForAsync();
    }

    public async Task FillAsync(string field, string value)
    {
        await this["field-" + field].FillAsync(value);
        await this["field-" + field].BlurAsync();
    }

    /// <summary>Chooses from one of MudBlazor's lists.</summary>
    public async Task ChooseAsync(string field, string words)
    {
        await Page.Locator(".mud-select:has([data-testid=field-" + field + "])").First.ClickAsync();
        await Page.Locator(".mud-popover-open .mud-list-item").Filter(new LocatorFilterOptions { HasText = words }).First.ClickAsync();
    }
}
