using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cowry.Bench.Ceiling;

/// <summary>One connection with its prepared statements: the least that a program can do to send SQL.</summary>
internal sealed class SqlSession(DbConnection connection)
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public static async Task<SqlSession> OpenAsync(string kind, string connection)
    {
        if (kind == "postgres")
        {
            var postgres = new NpgsqlConnection(connection);
            await postgres.OpenAsync();
            return new SqlSession(postgres);
        }

        var sqlite = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = connection, Pooling = false, DefaultTimeout = 30 }.ToString());
        await sqlite.OpenAsync();
        var session = new SqlSession(sqlite);
        await session.RunAsync("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;");
        return session;
    }

    public Task<int> RunAsync(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQueryAsync();

    public Task<object?> ScalarAsync(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteScalarAsync();

    /// <summary>Reads every row and every column of it; returns the last row.</summary>
    public Task<object[]?> ReadAsync(string sql, params ReadOnlySpan<object?> values) => LastAsync(Command(sql, values));

    private static async Task<object[]?> LastAsync(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        object[]? row = null;
        while (await reader.ReadAsync())
            reader.GetValues(row = new object[reader.FieldCount]);
        return row;
    }

    private DbCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{i}";
                parameter.Value = values[i] ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            if (connection is NpgsqlConnection && values.Length > 0)
                command.Prepare();
            _commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
