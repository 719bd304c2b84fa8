using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Cowry.Server.Data.Postgres;

/// <summary>PostgreSQL: row locks arbitrate between any number of server processes.</summary>
internal sealed class PostgresDatabase : Database, IAsyncDisposable
{
    // Any fixed number: it names the advisory lock under which one process at a time migrates.
    private const long MigrationLock = 0x436F777279;

    private readonly NpgsqlDataSource _source;
    private readonly PooledDbContextFactory<PostgresCowryContext> _contexts;

    public PostgresDatabase(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        if (!connection.Contains("Max Auto Prepare", StringComparison.OrdinalIgnoreCase))
            builder.MaxAutoPrepare = 100;

        // No session of ours is ever changed, so there is nothing to reset before its next use.
        builder.NoResetOnClose = true;
        _source = NpgsqlDataSource.Create(builder);
        var options = new DbContextOptionsBuilder<PostgresCowryContext>()
            .UseNpgsql(_source)
            .AddInterceptors(new LockingQueries())
            .EnableThreadSafetyChecks(false);
        _contexts = new PooledDbContextFactory<PostgresCowryContext>(options.Options, 128);
    }

    public override string Name => "postgres";

    public override string SkipLocked => " FOR UPDATE SKIP LOCKED";

    public override CowryContext Open() => _contexts.CreateDbContext();

    public override async Task MigrateAsync(CancellationToken cancel)
    {
        // The lock lives on a session of its own: it goes with the process, also when that is killed.
        await using var connection = await _source.OpenConnectionAsync(cancel);
        await using (var take = new NpgsqlCommand($"SELECT pg_advisory_lock({MigrationLock})", connection) { CommandTimeout = 120 })
            await take.ExecuteNonQueryAsync(cancel);
        try
        {
            await using var db = Open();
            if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
                await db.Database.MigrateAsync(cancel);
        }
        finally
        {
            await using var release = new NpgsqlCommand($"SELECT pg_advisory_unlock({MigrationLock})", connection);
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    protected override bool IsLostRace(Exception error) =>
        (error as PostgresException ?? error.InnerException as PostgresException)?.SqlState
            is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    protected override ValueTask<IDisposable?> EnterAsync(CancellationToken cancel) => default;
}
