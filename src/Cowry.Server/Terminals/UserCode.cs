using System.Security.Cryptography;

namespace Cowry.Server.Terminals;

/// <summary>
/// The code that a device shows: eight of twenty consonants (RFC 8628, section 6.1), so that it spells no word and no letter is taken for a digit.
/// 25.6 billion of them; a guess costs an attempt of <see cref="UserCodeGuesses"/>.
/// </summary>
internal static class UserCode
{
    private const string Letters = "BCDFGHJKLMNPQRSTVWXZ";
    private const int Length = 8;

    public static string New() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>With a hyphen in the middle, as people read it.</summary>
    public static string Show(string code) => $"{code[..4]}-{code[4..]}";

    /// <summary>What somebody typed, in the form that is stored; null when it cannot be a code.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 32)
            return null;
        var code = string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return code.Length == Length && code.All(Letters.Contains) ? code : null;
    }
}
