using System.Security.Cryptography;
using Npgsql;
using Xunit;

namespace Cowry.Browser.Tests.Running;

/// <summary>A PostgreSQL database with nothing in it, dropped at the end.</summary>
internal sealed class EmptyDatabase : IAsyncDisposable
{
    private readonly string _admin;
    private readonly string _name = "cowry_browser_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private EmptyDatabase(string admin) => _admin = admin;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_admin) { Database = _name }.ConnectionString;

    /// <summary>On the server that <c>COWRY_TEST_POSTGRES</c> names; the test is skipped where there is none.</summary>
    public static async Task<EmptyDatabase> CreateAsync()
    {
        var admin = Environment.GetEnvironmentVariable("COWRY_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(admin), "COWRY_TEST_POSTGRES names no PostgreSQL");
        var database = new EmptyDatabase(admin!);
        await database.RunAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    public async ValueTask DisposeAsync() => await RunAsync($"DROP DATABASE {_name} WITH (FORCE)");

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_admin);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
