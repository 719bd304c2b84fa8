using Npgsql;

namespace Cowry.Server.Tests.Hosting;

/// <summary>An empty database of its own: a file, or a database of the test cluster that <c>COWRY_TEST_POSTGRES</c> names.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    private static int _count;

    private readonly string? _postgresName;

    private TestDatabase(string kind, string folder, string? postgresName)
    {
        (Kind, Folder, _postgresName) = (kind, folder, postgresName);
        Arguments = postgresName is null
            ? [$"--Cowry:Data={folder}"]
            : [$"--Cowry:Data={folder}", $"--Cowry:Database={Connection(postgresName)}"];
    }

    public string Kind { get; }

    public string Folder { get; }

    /// <summary>What a server is started with to run on it.</summary>
    public IReadOnlyList<string> Arguments { get; }

    public static async Task<TestDatabase> CreateAsync(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("cowry-test-").FullName;
        if (kind == Sqlite)
            return new TestDatabase(kind, folder, null);
        var name = $"cowry_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return new TestDatabase(kind, folder, name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgresName is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync($"DROP DATABASE IF EXISTS {_postgresName} WITH (FORCE)");
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static string Admin =>
        Environment.GetEnvironmentVariable("COWRY_TEST_POSTGRES")
        ?? throw new InvalidOperationException("COWRY_TEST_POSTGRES must name a PostgreSQL for tests; ./cowry test starts one");

    private static string Connection(string name) =>
        new NpgsqlConnectionStringBuilder(Admin) { Database = name, MaxPoolSize = 40 }.ToString();

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Admin) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
