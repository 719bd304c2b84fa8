namespace Cowry.Domain.Printing;

/// <summary>Marks a further printing of a document, so that nobody takes it for a second sale.</summary>
public static class ReceiptCopy
{
    /// <summary>
    /// The document as its <paramref name="copyNumber"/>-th printing: a line that says so stands at its head, and the drawer stays shut.
    /// <paramref name="maybeDuplicate"/> is for a retry after an attempt whose end is unknown: the paper may exist already.
    /// Always made of the original, never of another copy.
    /// </summary>
    public static ReceiptDocument AsCopy(this ReceiptDocument document, int copyNumber, bool maybeDuplicate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(copyNumber, 1);
        var (chinese, english) = maybeDuplicate
            ? ($" 可能重复 · 第 {copyNumber} 次打印 ", $"Possible duplicate, printing {copyNumber}")
            : ($" 补打 · 第 {copyNumber} 次打印 ", $"Reprint, printing {copyNumber}");
        return new ReceiptDocument(
        [
            new ReceiptText(chinese, ReceiptAlign.Center, ReceiptSize.Tall, Bold: true, Reversed: true),
            new ReceiptText(english, ReceiptAlign.Center),
            new ReceiptFeed(1),
            .. document.Blocks.Where(block => block is not ReceiptDrawer),
        ]);
    }
}
