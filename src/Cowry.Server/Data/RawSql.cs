using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Cowry.Server.Data;

/// <summary>
/// Statements that both databases speak and every payment sends, inside the open transaction and past EF, which would take each apart and put it together
/// again. Parameters are <c>@p0</c>, <c>@p1</c>, … in the order of the values.
/// </summary>
internal static class RawSql
{
    /// <summary>Returns how many rows it changed.</summary>
    public static async Task<int> RunAsync(this CowryContext db, string sql, CancellationToken cancel, params object?[] values)
    {
        await using var command = db.Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Returns the first column of the first row.</summary>
    public static async Task<object?> ScalarAsync(this CowryContext db, string sql, CancellationToken cancel, params object?[] values)
    {
        await using var command = db.Command(sql, values);
        return await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>A command of the open transaction. Dispose it.</summary>
    public static DbCommand Command(this CowryContext db, string sql, params object?[] values)
    {
        var connection = db.Database.GetDbConnection();
        if (connection.State != ConnectionState.Open)
            throw new InvalidOperationException("this is sent inside a transaction");
        var command = connection.CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
            command.Add($"@p{i}", values[i]);
        return command;
    }
}
