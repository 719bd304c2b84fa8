using Cowry.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Tests.Data;

/// <summary>Both migration sets are complete, and a start after a kill in the midst of a migration does not hang.</summary>
public sealed class Schemas(World world)
{
    [Theory, OnEachDatabase]
    public async Task The_model_has_no_change_without_a_migration(string database)
    {
        var server = await world.ServerAsync(database);
        await using var db = server.Database.Open();
        db.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    [Theory, OnEachDatabase]
    public async Task Every_table_of_a_merchant_has_a_key_that_starts_with_it(string database)
    {
        string[] beforeAMerchantIsKnown = ["merchants", "users", "user_tokens", "user_passkeys", "installation", "key_ring", "device_requests", "staff_sessions"];
        var server = await world.ServerAsync(database);
        await using var db = server.Database.Open();
        var others = db.Model.GetEntityTypes()
            .Where(type => type.GetTableName() is { } table && !beforeAMerchantIsKnown.Contains(table) && !table.StartsWith("oauth_", StringComparison.Ordinal))
            .Where(type => type.FindPrimaryKey()!.Properties[0].Name != "MerchantId")
            .Select(type => type.GetTableName());
        others.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lock_row_left_by_a_killed_migration_does_not_hang_the_next_start()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(database.Folder, "cowry.db")};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText =
                "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL CONSTRAINT \"PK___EFMigrationsLock\" PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01 00:00:00+00:00')";
            await command.ExecuteNonQueryAsync();
        }

        var starting = RunningServer.StartAsync(database);
        await using var server = await starting.WaitAsync(TimeSpan.FromSeconds(30));
        using var http = new HttpClient();
        (await http.GetAsync($"{server.Address}/v1/health/ready")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Processes_that_start_at_once_on_an_empty_postgres_migrate_it_once()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunningServer.StartAsync(database)));
        foreach (var server in servers)
            await server.DisposeAsync();
    }
}
