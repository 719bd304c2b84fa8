using Cowry.Browser.Tests.Running;
using Microsoft.Playwright;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Cowry.Browser.Tests.Running;

/// <summary>The distribution's Chromium, driven by Playwright; one process for all tests, a fresh profile for each page asked for.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>A hand-held.</summary>
    public static readonly ViewportSize HandHeld = new() { Width = 360, Height = 720 };

    /// <summary>A till on a counter.</summary>
    public static readonly ViewportSize Counter = new() { Width = 1280, Height = 800 };

    private static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _playwright.Selectors.SetTestIdAttribute("data-testid");
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("COWRY_TEST_CHROMIUM") is { Length: > 0 } given ? given : "/usr/bin/chromium",
            Args = Switches,
        });
    }

    /// <summary>A browser that has never been here. Close it by disposing what is returned.</summary>
    public async Task<IBrowserContext> FreshAsync(ViewportSize size)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = size, HasTouch = true, Locale = "zh-CN", TimezoneId = "Asia/Shanghai" });
        context.SetDefaultTimeout(30_000);
        Assertions.SetDefaultExpectTimeout(30_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
