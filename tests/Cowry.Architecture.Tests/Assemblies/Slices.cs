using Shouldly;
using Xunit;

namespace Cowry.Architecture.Assemblies;

/// <summary>
/// Inside the server: a slice reaches another through its door, its lookups or events, never through its tables; SQL and the question which database
/// it is stay in <c>Data/</c>.
/// </summary>
public sealed class Slices
{
    private const string Server = "Cowry.Server";

    /// <summary>What every slice stands on. It maps tables and wires slices up, so it may see them.</summary>
    private static readonly string[] Foundation = ["Api", "Commands", "Data", "Events", "Hosting", "Identity"];

    /// <summary>Set-up makes the first rows of what others own, in one transaction, when there is no merchant yet whom a door could serve.</summary>
    private static readonly (string By, string Type)[] Births = [("MakeMerchant", "MerchantRow"), ("MakeMerchant", "StoreRow")];

    private static readonly string[] SqlMembers =
    [
        "FromSql", "FromSqlRaw", "FromSqlInterpolated", "ExecuteSql", "ExecuteSqlAsync", "ExecuteSqlRaw", "ExecuteSqlRawAsync", "ExecuteSqlInterpolated",
        "ExecuteSqlInterpolatedAsync", "SqlQuery", "SqlQueryRaw", "GetDbConnection", "CreateCommand", "IsSqlite", "IsNpgsql", "get_ProviderName",
    ];

    [Fact]
    public void No_slice_touches_anothers_tables() => TablesOfOthers(Uses.In(Server), Server).ShouldBeEmpty();

    [Fact]
    public void Another_slices_table_is_found_when_planted()
    {
        var found = TablesOfOthers(Uses.In("Cowry.Architecture.Tests"), "Cowry.Architecture.Planted");
        found.ShouldContain(use => use.ByType == "ReadsAnothersTable" && use.Type == "NoodleRow");
        found.ShouldContain(use => use.ByType == "ReadsAnothersTableLater" && use.Type == "NoodleRow");
        found.ShouldAllBe(use => use.ByNamespace.EndsWith(".Soups", StringComparison.Ordinal));
    }

    [Fact]
    public void Sql_and_provider_checks_stay_in_data() => SqlOutsideData(Uses.In(Server), Server).ShouldBeEmpty();

    [Fact]
    public void Sql_elsewhere_is_found_when_planted() =>
        SqlOutsideData(Uses.In("Cowry.Architecture.Tests"), "Cowry.Architecture.Planted").ShouldContain(use => use.ByType == "AsksTheDatabase");

    [Fact]
    public void Types_of_a_slice_are_internal()
    {
        using var module = Mono.Cecil.ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, Server + ".dll"));
        module.Types
            .Where(type => type.IsPublic && type.Namespace.StartsWith(Server, StringComparison.Ordinal))
            .Where(type => !type.Namespace.EndsWith(".Migrations", StringComparison.Ordinal))
            .Select(type => type.FullName).ShouldBeEmpty();
    }

    private static List<Use> TablesOfOthers(IEnumerable<Use> uses, string root) =>
    [
        .. from use in uses
           let user = Slice(use.ByNamespace, root)
           let owner = Slice(use.Namespace, root)
           where user is not null && owner is not null && user != owner
           where !Foundation.Contains(user, StringComparer.Ordinal) && !Foundation.Contains(owner, StringComparer.Ordinal)
           where !Births.Contains((use.ByType, use.Type))
           where use.Type.EndsWith("Row", StringComparison.Ordinal) || use.Type.EndsWith("Tables", StringComparison.Ordinal)
           select use,
    ];

    private static List<Use> SqlOutsideData(IEnumerable<Use> uses, string root) =>
    [
        .. from use in uses
           let user = Slice(use.ByNamespace, root)
           where user is not null and not "Data"
           where use.Member is not null && SqlMembers.Contains(use.Member, StringComparer.Ordinal)
           select use,
    ];

    private static string? Slice(string ns, string root) =>
        ns.StartsWith(root + ".", StringComparison.Ordinal) ? ns[(root.Length + 1)..].Split('.')[0] : null;
}
