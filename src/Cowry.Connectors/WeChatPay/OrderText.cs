namespace Cowry.Connectors.WeChatPay;

/// <summary>Fits our texts into WeChat's fields.</summary>
internal static class OrderText
{
    private const int DescriptionBytes = 127;

    /// <summary>
    /// At most 127 bytes of UTF-8 (the documents say 127 characters in one place and bytes in another: bytes satisfy both), without emoji,
    /// which WeChat refuses as 4-byte characters, and never empty.
    /// </summary>
    public static string Description(string text, string? storeName)
    {
        var fitted = Fit(text, DescriptionBytes);
        if (fitted.Length == 0)
            fitted = Fit(storeName ?? "", DescriptionBytes);
        return fitted.Length == 0 ? "消费" : fitted;
    }

    /// <summary>See <see cref="FieldText.Fit"/>.</summary>
    public static string Fit(string text, int bytes) => FieldText.Fit(text, bytes);

    /// <summary>RFC 3339 in Beijing time, whole seconds: <c>2018-06-08T10:34:56+08:00</c>.</summary>
    public static string Time(DateTimeOffset at) =>
        FieldText.Beijings(at, "yyyy-MM-dd'T'HH:mm:sszzz");
}
