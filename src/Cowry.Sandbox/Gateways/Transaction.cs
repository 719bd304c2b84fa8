using System.Text.Json.Nodes;
using Cowry.Sandbox.Phones;

namespace Cowry.Sandbox;

/// <summary>What a gateway itself believes of one payment, for scripts: the same shape for every wallet.</summary>
/// <param name="Parties">The wallet's own numbers of who is paid, first in the object.</param>
/// <param name="State">In the wallet's own words.</param>
internal sealed record Transaction(
    IReadOnlyList<KeyValuePair<string, string?>> Parties,
    string OutTradeNo,
    string? TransactionId,
    string TradeType,
    string State,
    long Amount,
    long Refunded,
    long Fee,
    string? Payer,
    long CreatedAt,
    long? PaidAt)
{
    public JsonObject Describe()
    {
        var answer = new JsonObject(Parties.Select(party => KeyValuePair.Create<string, JsonNode?>(party.Key, party.Value)))
        {
            ["out_trade_no"] = OutTradeNo,
            ["transaction_id"] = TransactionId,
            ["trade_type"] = TradeType,
            ["trade_state"] = State,
            ["amount"] = Amount,
            ["refunded"] = Refunded,
            ["fee"] = Fee,
            ["payer"] = Payer,
            ["created_at"] = PhoneViews.Time(CreatedAt),
            ["paid_at"] = PaidAt is { } paidAt ? PhoneViews.Time(paidAt) : null,
        };
        return answer;
    }
}

/// <summary>Which transactions are asked for; null means any.</summary>
/// <param name="Before">Made before this moment (milliseconds UTC).</param>
internal sealed record TransactionFilter(string? Merchant, string? OutTradeNo, long Before, long Now, int Limit);
