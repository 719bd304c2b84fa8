namespace Cowry.Browser.Tests.Running;

/// <summary>Where the build put the programs and the touch surfaces.</summary>
internal static class Built
{
    private static readonly DirectoryInfo Here = new(AppContext.BaseDirectory.TrimEnd('/'));

    /// <summary>The repository, from tests/X/bin/Release/net10.0.</summary>
    public static string Root { get; } = Here.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    public static string Program(string project) => Path.Combine(Folder(project), project);

    /// <summary>A folder with <c>terminal/</c>: what <c>COWRY_TEST_WEB</c> names, otherwise the last build in <c>web/</c>.</summary>
    public static string Web(string data)
    {
        if (Environment.GetEnvironmentVariable("COWRY_TEST_WEB") is { Length: > 0 } given)
            return given;
        var dist = Path.Combine(Root, "web", "terminal", "dist");
        if (!File.Exists(Path.Combine(dist, "index.html")))
            throw new InvalidOperationException("the terminal is not built: npm ci && npm run build in web/, or COWRY_TEST_WEB");
        var web = Directory.CreateDirectory(Path.Combine(data, "web")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(web, "terminal"), dist);
        return web;
    }

    /// <summary>Server, sandbox and web side by side, as the demo wants them.</summary>
    public static string SideBySide(string data)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data, "build")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(folder, "server"), Folder("Cowry.Server"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "sandbox"), Folder("Cowry.Sandbox"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "web"), Web(data));
        return folder;
    }

    private static string Folder(string project) => Path.Combine(Root, "src", project, "bin", Here.Parent!.Name, Here.Name);
}
