using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;

namespace Cowry.Browser.Tests.Pages;

/// <summary>
/// Looks at one screen after the other: axe must find nothing serious on it, it must not be wider than the device, and where <c>COWRY_SCREENS</c> names a
/// folder its picture is kept there as <c>what.size.language.png</c>.
/// </summary>
internal sealed class Look(string size, string language)
{
    private const string Settled = """
        () => Promise.all(document.getAnimations()
          .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
          .map((one) => one.finished.catch(() => undefined)))
        """;

    private readonly List<string> _faults = [];

    /// <summary>Where pictures are kept; null when only axe looks.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("COWRY_SCREENS") is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    public async Task AtAsync(IPage page, string what)
    {
        await page.EvaluateAsync(Settled);
        await PictureAsync(page, what);
        if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") is > 0 and var wide)
            _faults.Add($"{what}: {wide} px too wide");
        var found = await page.RunAxe();
        _faults.AddRange(found.Violations
            .Where(one => one.Impact is "serious" or "critical")
            .Select(one => $"{what}: {one.Id}: {string.Join("; ", one.Nodes.Take(4).Select(Words))}"));
    }

    /// <summary>Fails with everything that was found, so that one run shows all of it.</summary>
    public void IsFine() => _faults.ShouldBeEmpty(string.Join(Environment.NewLine, _faults));

    /// <summary>Only the picture, for a screen that goes by itself before axe is done.</summary>
    public async Task PictureAsync(IPage page, string what)
    {
        if (Folder is not null)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{what}.{size}.{language}.png"), Animations = ScreenshotAnimations.Disabled });
    }

    private static string Words(AxeResultNode node)
    {
        var why = node.Any.Concat(node.All).Concat(node.None).FirstOrDefault()?.Message;
        return $"{node.Html[..Math.Min(node.Html.Length, 160)]} ({why})";
    }
}
