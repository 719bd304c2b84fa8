using System.Globalization;
using Cowry.Domain.Payments;

namespace Cowry.Connectors.UnionPay;

/// <summary>A request before it is signed: where it goes, and what it says.</summary>
internal sealed record Request(string Page, IReadOnlyDictionary<string, string> Fields)
{
    public string Number => Fields["orderId"];
}

/// <summary>
/// The messages of ACP 5.1.0 that are sent, each with the fields that UnionPay's samples give it. A transaction is known by
/// <c>merId</c>, <c>orderId</c> and <c>txnTime</c> together: our number, and the moment that is stored with it, in Beijing's time.
/// </summary>
internal static class Requests
{
    public const string BackPage = "backTransReq.do";
    public const string QueryPage = "queryTrans.do";
    public const string FrontPage = "frontTransReq.do";

    private const string QrProduct = "000000";
    private const string WapProduct = "000201";

    /// <summary>01/07, a code that the customer scans. UnionPay takes no money for it after <c>payTimeout</c>; without one, after about a day.</summary>
    public static Request Qr(UnionPayCredentials credentials, GatewayOrder order) =>
        new(BackPage, Sale(credentials, order, "07", QrProduct));

    /// <summary>01/06, a code that the customer shows.</summary>
    public static Request PaymentCode(UnionPayCredentials credentials, GatewayOrder order, string code)
    {
        var fields = Sale(credentials, order, "06", QrProduct);
        // The code itself is good for a minute or so; an order that is found late is none that a customer still waits for.
        fields.Remove("payTimeout");
        fields["qrNo"] = code;
        fields["termId"] = credentials.TermId ?? "";
        return new Request(BackPage, fields);
    }

    /// <summary>01/01 with the product 000201: a form that a page in the wallet's browser posts.</summary>
    public static Request WapForm(UnionPayCredentials credentials, GatewayOrder order, string returnUrl)
    {
        var fields = Sale(credentials, order, "01", WapProduct);
        fields["frontUrl"] = returnUrl;
        return new Request(FrontPage, fields);
    }

    /// <summary>00/00, about any of our numbers: payments of every kind, and refunds.</summary>
    public static Request Query(UnionPayCredentials credentials, GatewayReference reference) =>
        new(QueryPage, Named(Base(credentials, "00", "00", QrProduct), reference));

    /// <summary>99/01: undoes a 01/06 whose outcome is not known, by the payment's own number and time.</summary>
    public static Request Reversal(UnionPayCredentials credentials, GatewayReference payment)
    {
        var fields = Named(Base(credentials, "99", "01", QrProduct), payment);
        fields["channelType"] = "08";
        return new Request(BackPage, fields);
    }

    /// <summary>04/00, whole or part, with a number of its own; the payment is named by UnionPay's number where it is known.</summary>
    public static Request Refund(UnionPayCredentials credentials, GatewayRefundOrder refund)
    {
        var fields = Named(Base(credentials, "04", "00", QrProduct), refund.Refund);
        Add(fields, credentials.SubMerchant);
        fields["channelType"] = "08";
        fields["txnAmt"] = refund.Amount.Fen.ToString(CultureInfo.InvariantCulture);
        fields["backUrl"] = refund.NotifyUrl;
        if (refund.Payment.Transaction is { Length: > 0 } transaction)
        {
            fields["origQryId"] = transaction;
        }
        else
        {
            fields["origOrderId"] = refund.Payment.Number;
            fields["origTxnTime"] = WireTime.Of(refund.Payment.SentAt);
        }

        return new Request(BackPage, fields);
    }

    private static Dictionary<string, string> Sale(UnionPayCredentials credentials, GatewayOrder order, string subType, string product)
    {
        var fields = Named(Base(credentials, "01", subType, product), new GatewayReference(order.Number, order.SentAt));
        Add(fields, credentials.SubMerchant);
        fields["channelType"] = "08";
        fields["txnAmt"] = order.Amount.Fen.ToString(CultureInfo.InvariantCulture);
        fields["currencyCode"] = "156";
        fields["backUrl"] = order.NotifyUrl;
        fields["payTimeout"] = WireTime.Of(order.ExpiresAt);
        return fields;
    }

    private static Dictionary<string, string> Base(UnionPayCredentials credentials, string type, string subType, string product) =>
        new(StringComparer.Ordinal)
        {
            ["version"] = "5.1.0",
            ["encoding"] = "UTF-8",
            ["signMethod"] = "01",
            ["txnType"] = type,
            ["txnSubType"] = subType,
            ["bizType"] = product,
            ["accessType"] = credentials.AccessType,
            ["merId"] = credentials.MerId,
        };

    private static Dictionary<string, string> Named(Dictionary<string, string> fields, GatewayReference reference)
    {
        fields["orderId"] = reference.Number;
        fields["txnTime"] = WireTime.Of(reference.SentAt);
        return fields;
    }

    private static void Add(Dictionary<string, string> fields, SubMerchant? subMerchant)
    {
        if (subMerchant is null)
            return;
        fields["subMerId"] = subMerchant.Id;
        fields["subMerName"] = subMerchant.Name;
        fields["subMerAbbr"] = subMerchant.Abbreviation;
    }
}
