using Cowry.Primitives;
using Cowry.Server.Data.Conventions;
using Cowry.Server.Events;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Data;

/// <summary>
/// Everything that is stored. Each slice maps its own tables in its <c>…Tables.cs</c>; every table's key starts with <c>merchant_id</c>,
/// but for the few that exist before a merchant is known (sign-in, OAuth, keys of the machine), which say so where they are mapped.
/// One subclass a database, so that each has its own migrations: <see cref="Sqlite.SqliteCowryContext"/>, <see cref="Postgres.PostgresCowryContext"/>.
/// </summary>
internal abstract class CowryContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>What a SELECT ends with to lock the rows that it reads; empty where the transaction is the only writer anyway.</summary>
    protected abstract string LockSuffix { get; }

    /// <summary>Locks one row until the transaction ends and reads it as it is then; null when there is none.</summary>
    public async Task<T?> LockAsync<T>(MerchantId merchant, string id, CancellationToken cancel)
        where T : class
    {
        // The table's name comes from our own model, never from a caller.
        var table = Model.FindEntityType(typeof(T))!.GetTableName();
        var sql = $"SELECT * FROM {table} WHERE merchant_id = {{0}} AND id = {{1}}{LockSuffix}";
        var rows = await Set<T>().FromSqlRaw(sql, merchant.Value, id).ToListAsync(cancel);
        return rows.SingleOrDefault();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        EventTables.Map(modelBuilder);
        Commands.IdempotencyTables.Map(modelBuilder);
        Ledger.LedgerTables.Map(modelBuilder);
        Stores.StoreTables.Map(modelBuilder);
        Terminals.TerminalTables.Map(modelBuilder);
        Staff.StaffTables.Map(modelBuilder);
        ApiKeys.ApiKeyTables.Map(modelBuilder);
        PaymentAccounts.PaymentAccountTables.Map(modelBuilder);
        Payments.PaymentTables.Map(modelBuilder);
        Printing.PrintingTables.Map(modelBuilder);
        Identity.IdentityTables.Map(modelBuilder);
        Naming.ToSnakeCase(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<Money>().HaveConversion<MoneyConverter>();
        TypedIds.Configure(configurationBuilder);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
    }
}
