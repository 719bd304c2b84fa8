namespace Cowry.Architecture;

/// <summary>The repository's files as a developer sees them: nothing built, nothing fetched, nothing generated.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "dist", ".git", ".cowry", "artifacts", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Files below a folder of the repository whose names end so, with paths as <c>src/Cowry.Server/Program.cs</c>.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder, params string[] endings)
    {
        var start = System.IO.Path.Combine(Root, folder);
        return Directory.Exists(start)
            ? Walk(start).Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
                .Select(file => (System.IO.Path.GetRelativePath(Root, file), File.ReadAllText(file)))
            : [];
    }

    public static string Read(string path) => File.ReadAllText(System.IO.Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(sub => !NotOurs.Contains(System.IO.Path.GetFileName(sub), StringComparer.Ordinal)).SelectMany(Walk));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Cowry.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Cowry.slnx is nowhere above the test program");
    }
}
