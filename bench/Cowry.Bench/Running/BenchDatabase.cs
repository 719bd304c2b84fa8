using System.Globalization;
using Cowry.Server.Data;
using Cowry.Server.Data.Postgres;
using Cowry.Server.Data.Sqlite;
using Npgsql;

namespace Cowry.Bench.Running;

/// <summary>A fresh database with the server's schema: a file, or a database of the cluster that the options name.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private static int _count;
    private readonly string _admin;
    private readonly string? _name;

    private BenchDatabase(string kind, string folder, string admin, string? name) => (Kind, Folder, _admin, _name) = (kind, folder, admin, name);

    public string Kind { get; }

    public string Folder { get; }

    /// <summary>An ADO.NET connection string; for SQLite the file's path.</summary>
    public string Connection => _name is null
        ? Path.Combine(Folder, "cowry.db")
        : new NpgsqlConnectionStringBuilder(_admin) { Database = _name, MaxPoolSize = 40 }.ToString();

    public IReadOnlyList<string> ServerArguments =>
        _name is null ? [$"--Cowry:Data={Folder}"] : [$"--Cowry:Data={Folder}", $"--Cowry:Database={Connection}"];

    public static async Task<BenchDatabase> CreateAsync(string kind, string admin)
    {
        var folder = Directory.CreateTempSubdirectory("cowry-bench-").FullName;
        if (kind == "sqlite")
            return new BenchDatabase(kind, folder, admin, null);
        var name = string.Create(CultureInfo.InvariantCulture, $"cowry_bench_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}");
        await ExecuteAsync(admin, $"CREATE DATABASE {name}");
        return new BenchDatabase(kind, folder, admin, name);
    }

    /// <summary>The server's own way in, for the rows that must be there before it starts. Dispose it before that.</summary>
    public Database Open() => _name is null ? new SqliteDatabase(Connection) : new PostgresDatabase(Connection);

    public async ValueTask DisposeAsync()
    {
        if (_name is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync(_admin, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static async Task ExecuteAsync(string admin, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(admin) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
