using System.Globalization;

namespace Cowry.Bench;

/// <summary>What is measured, how long, and where the built programs lie.</summary>
internal sealed record BenchOptions
{
    /// <summary>A folder with <c>server/</c>, <c>sandbox/</c>, <c>demo/</c> and <c>web/</c>; <c>./cowry bench</c> sets it.</summary>
    public required string Build { get; init; }

    /// <summary>The repository, for the report and <c>./cowry demo</c>; null when nothing of it is wanted.</summary>
    public string? Root { get; init; }

    /// <summary>A PostgreSQL on which the bench may create and drop databases.</summary>
    public required string Postgres { get; init; }

    /// <summary>The names of the measures to run; empty for all.</summary>
    public IReadOnlySet<string> Only { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    public IReadOnlyList<string> Databases { get; init; } = ["sqlite", "postgres"];

    public IReadOnlyList<int> Clients { get; init; } = [1, 8, 32];

    /// <summary>Length of one measured stretch.</summary>
    public TimeSpan Stretch { get; init; } = TimeSpan.FromSeconds(6);

    public int Followers { get; init; } = 2000;

    /// <summary>The first of twenty free ports, below those that the system gives to outgoing connections.</summary>
    public int Port { get; init; } = 18100;

    /// <summary>Whether the figures are written into <c>docs/performance.md</c>.</summary>
    public bool Write { get; init; }

    public bool Wants(string measure) => Only.Count == 0 || Only.Contains(measure);

    public static BenchOptions Parse(string[] args)
    {
        string? Of(string name) => args.FirstOrDefault(a => a.StartsWith($"--{name}=", StringComparison.Ordinal))?[(name.Length + 3)..];
        string[] List(string name) => Of(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        int Number(string name, int usual) => Of(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
        var options = new BenchOptions
        {
            Build = Of("build") ?? Variable("COWRY_BUILD") ?? throw new InvalidOperationException("COWRY_BUILD must name a build; ./cowry bench makes one"),
            Root = Of("root") ?? Variable("COWRY_ROOT"),
            Postgres = Variable("COWRY_BENCH_POSTGRES") ?? Variable("COWRY_TEST_POSTGRES")
                ?? throw new InvalidOperationException("COWRY_BENCH_POSTGRES must name a PostgreSQL to measure on; ./cowry bench starts one"),
            Only = List("only").ToHashSet(StringComparer.Ordinal),
            Stretch = TimeSpan.FromSeconds(Number("seconds", 6)),
            Followers = Number("followers", 2000),
            Port = Number("port", 18100),
            Write = !args.Contains("--dry"),
        };
        return options with
        {
            Databases = List("databases") is { Length: > 0 } databases ? databases : options.Databases,
            Clients = List("clients") is { Length: > 0 } clients ? [.. clients.Select(c => int.Parse(c, CultureInfo.InvariantCulture))] : options.Clients,
        };
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
