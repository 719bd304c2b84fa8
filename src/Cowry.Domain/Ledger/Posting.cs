using Cowry.Primitives;

namespace Cowry.Domain.Ledger;

/// <summary>
/// One movement of money between two accounts of a merchant. The amount is never negative: direction is source and destination.
/// </summary>
public sealed record Posting
{
    public Posting(LedgerAccount source, LedgerAccount destination, Money amount)
    {
        if (amount < Money.Zero)
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "a posting is never negative; swap source and destination");
        if (source == destination)
            throw new ArgumentException("a posting moves money between two accounts", nameof(destination));
        (Source, Destination, Amount) = (source, destination, amount);
    }

    public LedgerAccount Source { get; }

    public LedgerAccount Destination { get; }

    public Money Amount { get; }
}

/// <summary>
/// A ledger account's name, from the kind down to whose it is: <c>sales:sto_…</c>. A balance is what came in less what went out.
/// </summary>
public readonly record struct LedgerAccount(string Name)
{
    /// <summary>What the gateway owes the merchant under one payment account.</summary>
    public static LedgerAccount GatewayReceivable(PaymentAccountId account) => new($"gateway_receivable:{account}");

    /// <summary>What a store has sold; its balance is negative, since sales are a source of money.</summary>
    public static LedgerAccount Sales(StoreId store) => new($"sales:{store}");

    /// <summary>The gateways' fees that a store bears.</summary>
    public static LedgerAccount Fees(StoreId store) => new($"fees:{store}");

    public override string ToString() => Name;
}

/// <summary>What a payment does to the books.</summary>
public static class PaymentPostings
{
    /// <summary>A wallet's payment: the gateway owes the sale less its fee. A fee of zero posts nothing.</summary>
    public static IReadOnlyList<Posting> Succeeded(StoreId store, PaymentAccountId account, Money amount, Money fee)
    {
        var sale = new Posting(LedgerAccount.Sales(store), LedgerAccount.GatewayReceivable(account), amount);
        return fee.IsZero ? [sale] : [sale, new Posting(LedgerAccount.GatewayReceivable(account), LedgerAccount.Fees(store), fee)];
    }
}
