using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Data;

/// <summary>
/// The one database, whichever it is. Hands out contexts, opens write transactions under the dialect's rules and applies migrations.
/// </summary>
internal abstract class Database
{
    /// <summary>The provider's name in configuration, traces and tests: <c>sqlite</c> or <c>postgres</c>.</summary>
    public abstract string Name { get; }

    /// <summary>SQL that ends the inner SELECT of a claim, so that several workers never wait for each other.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>A context for reading. Dispose it.</summary>
    public abstract CowryContext Open();

    /// <summary>
    /// Runs work in a transaction that is the only writer of what it locks. Commits when <paramref name="work"/> returns true; rolls back when it
    /// returns false or throws. Work that lost a race in the database (deadlock, serialization) is run again from the start.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<CowryContext, Task<(bool Commit, T Value)>> work, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(work, cancel);
            }
            catch (Exception error) when (attempt < 5 && IsLostRace(error))
            {
                // Whoever won has committed by now: the next run sees it.
            }
        }
    }

    /// <summary>Brings the schema up to date, also when several processes start at once or one was killed in the midst of it.</summary>
    public abstract Task MigrateAsync(CancellationToken cancel);

    /// <summary>Answers when the database answers.</summary>
    public async Task PingAsync(CancellationToken cancel)
    {
        await using var db = Open();
        await db.Database.ExecuteSqlRawAsync("SELECT 1", cancel);
    }

    /// <summary>Whether the error means that another transaction won and this one may be run again.</summary>
    protected abstract bool IsLostRace(Exception error);

    /// <summary>Waits for the right to write; a no-op where the database arbitrates by itself.</summary>
    protected abstract ValueTask<IDisposable?> EnterAsync(CancellationToken cancel);

    private async Task<T> WriteOnceAsync<T>(Func<CowryContext, Task<(bool Commit, T Value)>> work, CancellationToken cancel)
    {
        using var gate = await EnterAsync(cancel);
        await using var db = Open();

        // A command that fails rolls back whole: a savepoint around each save would be two round trips for nothing.
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (commit, value) = await work(db);
        if (commit)
            await transaction.CommitAsync(cancel);
        return value;
    }
}

/// <summary>Small helpers for SQL that goes down as one batch.</summary>
internal static class CommandParameters
{
    public static void Add(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }
}
