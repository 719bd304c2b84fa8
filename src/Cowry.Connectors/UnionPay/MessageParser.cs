using System.Text;
using System.Text.Unicode;

namespace Cowry.Connectors.UnionPay;

/// <summary>
/// Reads UnionPay's two spellings of a message. Answers are <c>k=v&amp;k=v</c> that is not percent-encoded, perhaps within one pair of braces
/// as a whole; notifications are ordinary forms. Both are read strictly: what is not well-formed, or could be read in two ways, is no message.
/// </summary>
internal static class MessageParser
{
    private const int MostFields = 200;
    private const int LongestName = 64;

    /// <summary>Null when the bytes are no answer.</summary>
    public static Message? TryReadAnswer(ReadOnlySpan<byte> body) =>
        Utf8.IsValid(body) && Encoding.UTF8.GetString(body) is var text && SplitOutsideBrackets(Unwrap(text)) is { } pairs ? Read(pairs) : null;

    /// <summary>Null when the bytes are no notification.</summary>
    public static Message? TryReadForm(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
            return null;
        var pairs = new List<string>();
        foreach (var pair in Encoding.UTF8.GetString(body).Split('&'))
        {
            // Decoded only after the split: a & or = within a value is spelled with a percent sign.
            if (TryDecode(pair) is not { } decoded)
                return null;
            pairs.Add(decoded);
        }

        // Percent signs could put into one value what the signed text shows as two fields, or the other way round. A message is taken only if
        // its signed text can be read in no other way.
        return Read(pairs) is { } message
            && SplitOutsideBrackets(message.ToString()) is { } again
            && Read(again)?.Fields.SequenceEqual(message.Fields) == true
            ? message
            : null;
    }

    // Some answers come as {k=v&k=v}. An answer whose first field only starts with a brace has no name there and is refused later.
    private static string Unwrap(string text)
    {
        var end = text.AsSpan().TrimEnd();
        return end.Length >= 2 && end[0] == '{' && end[^1] == '}' ? end[1..^1].ToString() : text;
    }

    /// <summary>
    /// Splits at each &amp; that is not within <c>{…}</c> or <c>[…]</c>; null when a bracket is left open. A closing bracket that closes nothing
    /// is text.
    /// </summary>
    private static List<string>? SplitOutsideBrackets(string text)
    {
        var pairs = new List<string>();
        var open = new Stack<char>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '{')
            {
                open.Push('}');
            }
            else if (c == '[')
            {
                open.Push(']');
            }
            else if (open.TryPeek(out var awaited))
            {
                if (c == awaited)
                    open.Pop();
            }
            else if (c == '&')
            {
                pairs.Add(text[start..i]);
                start = i + 1;
            }
        }

        pairs.Add(text[start..]);
        return open.Count == 0 ? pairs : null;
    }

    private static Message? Read(List<string> pairs)
    {
        if (pairs.Count > MostFields)
            return null;
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var end = pair.IndexOf('=', StringComparison.Ordinal);
            if (end < 1 || end > LongestName || !pair.AsSpan(0, end).ContainsOnlyNameCharacters() || !fields.TryAdd(pair[..end], pair[(end + 1)..]))
                return null;
        }

        return new Message(fields);
    }

    private static bool ContainsOnlyNameCharacters(this ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
                return false;
        }

        return true;
    }

    // Uri.UnescapeDataString would let a broken escape pass.
    private static string? TryDecode(string text)
    {
        var source = Encoding.UTF8.GetBytes(text);
        var decoded = new byte[source.Length];
        var length = 0;
        for (var i = 0; i < source.Length; i++)
        {
            var value = source[i];
            if (value == '%')
            {
                if (i + 2 >= source.Length || !char.IsAsciiHexDigit((char)source[i + 1]) || !char.IsAsciiHexDigit((char)source[i + 2]))
                    return null;
                value = Convert.ToByte(Encoding.ASCII.GetString(source, i + 1, 2), 16);
                i += 2;
            }
            else if (value == '+')
            {
                value = (byte)' ';
            }

            decoded[length++] = value;
        }

        return Utf8.IsValid(decoded.AsSpan(0, length)) ? Encoding.UTF8.GetString(decoded, 0, length) : null;
    }
}
