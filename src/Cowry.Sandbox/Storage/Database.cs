using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Cowry.Sandbox.Storage;

/// <summary>
/// The sandbox's one file. All writes go through one thread that puts whatever waits into a single transaction (group commit): one
/// fsync then serves many orders. A write's task ends after its commit, so whoever was told of a payment finds it after a power cut.
/// </summary>
internal sealed class Database : IDisposable
{
    private const int LargestBatch = 256;
    private readonly string connectionString;
    private readonly BlockingCollection<Work> queue = [];
    private readonly ConcurrentBag<Db> readers = [];
    private readonly Thread writer;

    public Database(string directory)
    {
        Directory.CreateDirectory(directory);
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(directory, "sandbox.db"),
            Pooling = false,
        }.ToString();
        var db = Open("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA wal_autocheckpoint = 4000;");
        Schema.Apply(db);
        writer = new Thread(() => WriteAll(db)) { IsBackground = true, Name = "sandbox writer" };
        writer.Start();
    }

    /// <summary>
    /// Runs the work inside a transaction, alone: no other write happens meanwhile. What it throws undoes it, and it alone, and comes out
    /// of the task.
    /// </summary>
    public Task<T> Write<T>(Func<Db, T> work)
    {
        var item = new Work<T>(work);
        queue.Add(item);
        return item.Task;
    }

    /// <summary>Reads what is committed. Runs on the caller's thread: for short look-ups.</summary>
    public T Read<T>(Func<Db, T> work)
    {
        var db = readers.TryTake(out var free) ? free : Open("PRAGMA busy_timeout = 5000; PRAGMA query_only = 1;");
        try
        {
            return work(db);
        }
        finally
        {
            readers.Add(db);
        }
    }

    public void Dispose()
    {
        queue.CompleteAdding();
        writer.Join();
        foreach (var reader in readers)
            reader.Dispose();
        queue.Dispose();
    }

    private Db Open(string pragmas)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        var db = new Db(connection);
        db.Execute(pragmas);
        return db;
    }

    private void WriteAll(Db db)
    {
        var batch = new List<Work>();
        foreach (var first in queue.GetConsumingEnumerable())
        {
            batch.Clear();
            batch.Add(first);
            while (batch.Count < LargestBatch && queue.TryTake(out var next))
                batch.Add(next);
            WriteBatch(db, batch);
        }

        db.Dispose();
    }

    private static void WriteBatch(Db db, List<Work> batch)
    {
        try
        {
            db.Execute("BEGIN IMMEDIATE");
            foreach (var work in batch)
                RunOne(db, work);
            db.Execute("COMMIT");
            foreach (var work in batch)
                work.Committed();
        }
        catch (SqliteException e)
        {
            foreach (var work in batch)
                work.Failed(e);
            TryRollback(db);
        }
    }

    private static void RunOne(Db db, Work work)
    {
        db.Execute("SAVEPOINT work");
        try
        {
            work.Run(db);
            db.Execute("RELEASE work");
        }
        catch (Exception e)
        {
            db.Execute("ROLLBACK TO work");
            db.Execute("RELEASE work");
            work.Failed(e);
        }
    }

    private static void TryRollback(Db db)
    {
        try
        {
            db.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has already rolled back by itself (disk full, I/O error).
        }
    }

    private abstract class Work
    {
        public abstract void Run(Db db);

        public abstract void Committed();

        public abstract void Failed(Exception e);
    }

    private sealed class Work<T>(Func<Db, T> work) : Work
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Task => done.Task;

        public override void Run(Db db) => result = work(db);

        public override void Committed() => done.TrySetResult(result!);

        public override void Failed(Exception e) => done.TrySetException(e);
    }
}
