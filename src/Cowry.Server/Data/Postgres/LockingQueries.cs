using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cowry.Server.Data.Postgres;

/// <summary>Makes a query that is tagged as locking take the locks of the rows that it reads.</summary>
internal sealed class LockingQueries : DbCommandInterceptor
{
    private const string Tag = "-- " + CowryContext.Locking;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith(Tag, StringComparison.Ordinal))
            command.CommandText += "\nFOR UPDATE";
        return ValueTask.FromResult(result);
    }
}
