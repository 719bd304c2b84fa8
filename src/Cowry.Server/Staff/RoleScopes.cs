using Cowry.Client.ApiKeys;
using Cowry.Client.Staff;

namespace Cowry.Server.Staff;

/// <summary>What each role may do on a terminal, and what a terminal may do before anybody has signed in.</summary>
internal static class RoleScopes
{
    public static readonly IReadOnlySet<string> TerminalAlone = Set(Scopes.StoresRead, Scopes.PrintingRead, Scopes.PaymentsRead);

    private static readonly IReadOnlySet<string> Cashier = Set(
        Scopes.PaymentsRead, Scopes.PaymentsWrite, Scopes.PrintingRead, Scopes.PrintingWrite, Scopes.StoresRead, Scopes.MenuRead,
        Scopes.OrdersRead, Scopes.OrdersWrite, Scopes.CardsRead, Scopes.CardsRedeem, Scopes.MembersRead, Scopes.MembersWrite);

    private static readonly IReadOnlySet<string> Manager = Set(
        [.. Cashier, Scopes.RefundsWrite, Scopes.StaffRead, Scopes.DataRead, Scopes.MenuWrite]);

    private static readonly IReadOnlySet<string> Owner = Set([.. Scopes.All]);

    public static IReadOnlySet<string> Of(StaffRole role) => role switch
    {
        StaffRole.Cashier => Cashier,
        StaffRole.Manager => Manager,
        StaffRole.Owner => Owner,
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    private static HashSet<string> Set(params string[] scopes) => new(scopes, StringComparer.Ordinal);
}
