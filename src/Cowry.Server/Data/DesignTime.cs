using Cowry.Server.Data.Postgres;
using Cowry.Server.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Cowry.Server.Data;

/// <summary>Lets the migration script make contexts without a database.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteCowryContext>
{
    public SqliteCowryContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteCowryContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <inheritdoc cref="SqliteDesignTime"/>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresCowryContext>
{
    public PostgresCowryContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresCowryContext>().UseNpgsql("Host=127.0.0.1").Options);
}
