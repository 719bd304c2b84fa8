using Cowry.Primitives;

namespace Cowry.Domain.Printing;

/// <summary>
/// What the customer's receipt of a succeeded payment tells. <c>PaidAt</c> is already in the store's time zone. <c>GatewayTransaction</c> may be the
/// whole number: at most its last eight characters are printed. <c>ReceiptNumber</c> is ASCII and stands as text and, where it fits, as a barcode.
/// <c>Late</c> says that the money came after the payment had been closed.
/// </summary>
public sealed record PaymentReceiptFacts(
    string StoreName,
    Money Amount,
    ReceiptLabel Method,
    DateTimeOffset PaidAt,
    string ReceiptNumber,
    string? StorePhone = null,
    string? StoreAddress = null,
    string? GatewayTransaction = null,
    string? Note = null,
    string? Cashier = null,
    string? Terminal = null,
    bool Late = false,
    ReceiptLanguage Language = ReceiptLanguage.Chinese);

/// <summary>Makes the customer's receipt of a payment that was taken without an order.</summary>
public static class PaymentReceipt
{
    public static ReceiptDocument Make(PaymentReceiptFacts facts)
    {
        var amount = ReceiptWords.Amount(facts.Amount);
        return new ReceiptDocument(
        [
            .. Head(facts),
            new ReceiptRule(),
            ReceiptColumns.Pair(ReceiptWords.Received.In(facts.Language), amount, ReceiptSize.Tall, bold: true),
            new ReceiptRule(),
            ReceiptColumns.Pair(facts.Method.In(facts.Language), amount),
            .. Row(ReceiptWords.Transaction, facts.GatewayTransaction is { } number ? ReceiptWords.MaskTransaction(number) : null, facts.Language),
            .. Row(ReceiptWords.Time, ReceiptWords.Second(facts.PaidAt), facts.Language),
            .. facts.Late ? Lines(ReceiptWords.Late, facts.Language, ReceiptAlign.Left, bold: true) : [],
            .. Row(ReceiptWords.Note, facts.Note, facts.Language),
            new ReceiptRule(),
            .. Row(ReceiptWords.Cashier, facts.Cashier, facts.Language),
            .. Row(ReceiptWords.Terminal, facts.Terminal, facts.Language),
            .. Row(ReceiptWords.Number, facts.ReceiptNumber, facts.Language),
            new ReceiptFeed(1),
            new ReceiptBarcode(facts.ReceiptNumber, ShowText: false),
            new ReceiptFeed(1),
            .. Lines(ReceiptWords.Thanks, facts.Language, ReceiptAlign.Center, bold: false),
            new ReceiptFeed(1),
            new ReceiptCut(),
        ]);
    }

    private static IEnumerable<ReceiptBlock> Head(PaymentReceiptFacts facts)
    {
        yield return new ReceiptText(facts.StoreName, ReceiptAlign.Center, ReceiptSize.Double, Bold: true);
        yield return new ReceiptFeed(1);
        if (!string.IsNullOrWhiteSpace(facts.StoreAddress))
            yield return new ReceiptText(facts.StoreAddress, ReceiptAlign.Center);
        if (!string.IsNullOrWhiteSpace(facts.StorePhone))
            yield return new ReceiptText($"{ReceiptWords.Phone.In(facts.Language)} {facts.StorePhone}", ReceiptAlign.Center);
        yield return new ReceiptFeed(1);
        foreach (var line in Lines(ReceiptWords.Title, facts.Language, ReceiptAlign.Center, bold: true))
            yield return line;
    }

    private static IEnumerable<ReceiptBlock> Lines(ReceiptLabel label, ReceiptLanguage language, ReceiptAlign align, bool bold)
    {
        yield return new ReceiptText(label.Chinese, align, Bold: bold);
        if (language == ReceiptLanguage.ChineseEnglish)
            yield return new ReceiptText(label.English, align);
    }

    private static IEnumerable<ReceiptBlock> Row(ReceiptLabel label, string? value, ReceiptLanguage language)
    {
        if (!string.IsNullOrWhiteSpace(value))
            yield return ReceiptColumns.Pair(label.In(language), value);
    }
}
