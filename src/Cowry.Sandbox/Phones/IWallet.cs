using System.Text.Json.Nodes;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Phones;

/// <summary>
/// One wallet on the customers' phones. Registered by the wallet's folder; the phones' routes and the phone page serve whatever is
/// registered, in that order. What it refuses it throws as <see cref="PhoneRefusal"/>.
/// </summary>
internal interface IWallet
{
    /// <summary><c>wechat_pay</c>: the <c>kind</c> of what it shows and the <c>wallet</c> of its payment codes.</summary>
    string Name { get; }

    /// <summary>Whether text of this look can only be this wallet's, also when nobody issued it.</summary>
    bool LooksLikeOurs(string content);

    /// <summary>The order that the content opens, payable or not; null when it opens none here.</summary>
    Task<PhoneOrder?> Scan(string user, string content);

    /// <summary>Pays what the content opens; null when it opens nothing here.</summary>
    Task<PhonePayment?> Pay(string user, string content);

    /// <summary>The digits of a fresh payment code, in the wallet's own prefix and length.</summary>
    string NewPaymentCode();

    /// <summary>The password box that a payment code has opened on this phone, the newest.</summary>
    PhonePrompt? FindPrompt(Db db, string user);

    Task<PhonePayment> Confirm(string user);

    /// <summary>Turns the password box away; tells <c>user</c>, <c>out_trade_no</c>, <c>trade_state</c>.</summary>
    Task<JsonObject> Decline(string user);

    /// <summary>Codes that a phone could scan now, newest first.</summary>
    IEnumerable<OpenCode> OpenCodes(Db db, long now, int limit);

    /// <summary>What the user has paid, newest first.</summary>
    IEnumerable<PaidOrder> Paid(Db db, string user, int limit);
}

/// <summary>An order as a phone shows it before paying. Amounts in fen, instants in milliseconds UTC.</summary>
/// <param name="State">In the wallet's own words.</param>
internal sealed record PhoneOrder(
    string Kind, string MerchantName, string Description, long Amount, string OutTradeNo, string State, bool Payable, long ExpiresAt);

/// <summary>A password box with the moment at which it opened.</summary>
internal sealed record PhonePrompt(PhoneOrder Order, long At);

/// <summary>A code in somebody's shop window.</summary>
internal sealed record OpenCode(
    string Kind, string Content, string MerchantName, string Description, long Amount, string OutTradeNo, long CreatedAt, long ExpiresAt);

/// <summary>A receipt on the phone.</summary>
internal sealed record PaidOrder(
    string Kind, string MerchantName, string Description, long Amount, long Refunded, string OutTradeNo, string TransactionId, long PaidAt);

/// <summary>What happened on a phone that paid.</summary>
/// <param name="Balance">What is left.</param>
internal sealed record PhonePayment(string User, PaidOrder Order, long Balance);
