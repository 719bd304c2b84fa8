namespace Cowry.Connectors.Alipay;

/// <summary>The code that a payer shows.</summary>
internal static class PaymentCode
{
    private const int FaceLength = 35;

    /// <summary>16 to 24 digits that begin with 25 to 30, or a face's code.</summary>
    public static bool Is(string code) =>
        IsFace(code) || (code is { Length: >= 16 and <= 24 } && code.All(char.IsAsciiDigit) && HasPrefix(code));

    /// <summary>What a camera made of a face: <c>fp</c> and 33 more.</summary>
    public static bool IsFace(string code) =>
        code is { Length: FaceLength } && code.StartsWith("fp", StringComparison.Ordinal) && code.All(char.IsAsciiLetterOrDigit);

    private static bool HasPrefix(string code) =>
        code[0] switch { '2' => code[1] is >= '5' and <= '9', '3' => code[1] == '0', _ => false };
}
