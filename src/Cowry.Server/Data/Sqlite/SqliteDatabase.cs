using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Cowry.Server.Data.Sqlite;

/// <summary>
/// SQLite by one process: WAL and synchronous=FULL (a commit survives a power cut), private cache, and one gate in the process through which
/// every writer passes, since SQLite has one writer and its busy wait is a poor queue.
/// </summary>
internal sealed class SqliteDatabase : Database, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly PooledDbContextFactory<SqliteCowryContext> _contexts;

    public SqliteDatabase(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var connection = new SqliteConnectionStringBuilder { DataSource = file, Cache = SqliteCacheMode.Private, DefaultTimeout = 30, Pooling = true };
        var options = new DbContextOptionsBuilder<SqliteCowryContext>();
        Configure(options, connection.ToString());
        _contexts = new PooledDbContextFactory<SqliteCowryContext>(options.Options, 128);
    }

    public override string Name => "sqlite";

    public override string SkipLocked => "";

    public static void Configure(DbContextOptionsBuilder options, string connection) => options
        .UseSqlite(connection)
        .AddInterceptors(SqlitePragmas.Instance)
        .EnableThreadSafetyChecks(false);

    public override CowryContext Open() => _contexts.CreateDbContext();

    public override async Task MigrateAsync(CancellationToken cancel)
    {
        await using var db = Open();
        var pending = await db.Database.GetPendingMigrationsAsync(cancel);
        if (!pending.Any())
            return;

        // A process that was killed while it migrated leaves EF's lock row behind, and the next start would wait for it for ever.
        // This process is alone on the file, so the row is nobody's.
        await db.Database.ExecuteSqlRawAsync(
            "CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL CONSTRAINT \"PK___EFMigrationsLock\" PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); DELETE FROM \"__EFMigrationsLock\";",
            cancel);
        await db.Database.MigrateAsync(cancel);
    }

    public void Dispose()
    {
        // Whoever copies the file after a clean stop finds everything in it.
        using (var db = Open())
            db.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        _gate.Dispose();
    }

    protected override bool IsLostRace(Exception error) => false;

    protected override async ValueTask<IDisposable?> EnterAsync(CancellationToken cancel)
    {
        // A wait that nobody can cancel costs a fraction of one that somebody could; whoever left while waiting goes no further.
        await _gate.WaitAsync(CancellationToken.None);
        if (!cancel.IsCancellationRequested)
            return new Exit(_gate);
        _gate.Release();
        throw new OperationCanceledException(cancel);
    }

    private sealed class Exit(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
