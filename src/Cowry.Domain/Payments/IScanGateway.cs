namespace Cowry.Domain.Payments;

/// <summary>A wallet whose customer shows a payment code that the shop scans.</summary>
public interface IScanGateway
{
    /// <summary>Whether a scanned text is this wallet's payment code, by its prefix and its length: nothing is asked.</summary>
    bool Recognises(string code);

    /// <summary>
    /// Takes the money by a payment code, which is good for one attempt and about a minute. <c>Done</c> with state <c>Open</c> means that the
    /// payer is asked for a password: query on. Unknown says nothing about the money: query, then <see cref="ReverseAsync"/>.
    /// </summary>
    Task<GatewayAnswer<GatewayPayment>> ScanCodeAsync(GatewayAccount account, GatewayOrder order, string code, CancellationToken cancel);

    /// <summary>
    /// Undoes a scanned payment whose outcome is unknown or that is given up: closes it unpaid, or sends the money back. Repeat while it
    /// answers Unknown or <see cref="GatewayReversal.Again"/>.
    /// </summary>
    Task<GatewayAnswer<GatewayReversal>> ReverseAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel);
}

/// <summary>
/// How a reversal ended. <paramref name="Again"/>: the gateway wants it repeated before it counts. <paramref name="MoneyReturned"/>: the customer
/// had paid and is paid back; null where the gateway does not say.
/// </summary>
public sealed record GatewayReversal(bool Again, bool? MoneyReturned);
