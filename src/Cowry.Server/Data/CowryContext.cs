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
    /// <summary>The tag of a query that locks what it reads; where the transaction is not the only writer anyway the dialect makes it so.</summary>
    public const string Locking = "locking";

    /// <summary>Locks one row until the transaction ends and reads it as it is then; null when there is none.</summary>
    public async Task<T?> LockAsync<T, TId>(MerchantId merchant, TId id, CancellationToken cancel)
        where T : class
        where TId : struct, IId<TId>
    {
        // Not by FromSql: EF would write its statement anew every time.
        var rows = await Set<T>().TagWith(Locking)
            .Where(row => EF.Property<MerchantId>(row, "MerchantId") == merchant && EF.Property<TId>(row, "Id").Equals(id))
            .ToListAsync(cancel);
        return rows.SingleOrDefault();
    }

    /// <summary>The same for an id as a caller wrote it; what is no id finds nothing.</summary>
    public Task<T?> LockAsync<T, TId>(MerchantId merchant, string id, CancellationToken cancel)
        where T : class
        where TId : struct, IId<TId> => Id.TryParse<TId>(id, out var known) ? LockAsync<T, TId>(merchant, known, cancel) : Task.FromResult<T?>(null);

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
