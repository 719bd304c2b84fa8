using Cowry.Primitives;
using CsCheck;
using Shouldly;
using Xunit;

namespace Cowry.Domain.Ledger;

public sealed class PaymentPostingsTests
{
    private static readonly StoreId Store = new("sto_1");
    private static readonly PaymentAccountId Account = new("acc_1");
    private static readonly Gen<(Money Amount, Money Fee)> Payments =
        Gen.Select(Gen.Long[1, 100_000_000], Gen.Int[0, Rate.One], (fen, ppm) => (new Money(fen), new Rate(ppm).Of(new Money(fen))));

    [Fact]
    public void Postings_of_one_payment_sum_to_zero() => Payments.Sample(payment =>
        Balances(payment.Amount, payment.Fee).Values.Aggregate(Money.Zero, (sum, balance) => sum + balance).ShouldBe(Money.Zero));

    [Fact]
    public void The_gateway_owes_the_sale_less_its_fee() => Payments.Sample(payment =>
    {
        var balances = Balances(payment.Amount, payment.Fee);
        balances[LedgerAccount.GatewayReceivable(Account)].ShouldBe(payment.Amount - payment.Fee);
        balances[LedgerAccount.Sales(Store)].ShouldBe(-payment.Amount);
        balances.GetValueOrDefault(LedgerAccount.Fees(Store)).ShouldBe(payment.Fee);
    });

    [Fact]
    public void A_fee_of_nothing_is_not_posted() =>
        PaymentPostings.Succeeded(Store, Account, new Money(1250), Money.Zero).Count.ShouldBe(1);

    [Fact]
    public void A_posting_is_never_negative() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new Posting(LedgerAccount.Sales(Store), LedgerAccount.Fees(Store), new Money(-1)));

    [Fact]
    public void A_posting_needs_two_accounts() =>
        Should.Throw<ArgumentException>(() => new Posting(LedgerAccount.Sales(Store), LedgerAccount.Sales(Store), new Money(1)));

    private static Dictionary<LedgerAccount, Money> Balances(Money amount, Money fee)
    {
        Dictionary<LedgerAccount, Money> balances = [];
        foreach (var posting in PaymentPostings.Succeeded(Store, Account, amount, fee))
        {
            balances[posting.Source] = balances.GetValueOrDefault(posting.Source) - posting.Amount;
            balances[posting.Destination] = balances.GetValueOrDefault(posting.Destination) + posting.Amount;
        }

        return balances;
    }
}
