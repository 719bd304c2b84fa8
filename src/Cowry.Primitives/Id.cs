using System.Buffers;
using System.Buffers.Binary;

namespace Cowry.Primitives;

/// <summary>What every typed id offers: its prefix (with the underscore) and a way back from text.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    static abstract string Prefix { get; }

    string Value { get; }

    static abstract TSelf From(string value);
}

/// <summary>
/// Makes and reads ids: a prefix and 26 characters of lower-case base32 (Crockford's alphabet, without i, l, o and u) over a UUIDv7,
/// so that they sort by the moment they were made and can be read over the telephone.
/// </summary>
public static class Id
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Digits = 26;
    private static readonly SearchValues<char> AlphabetValues = SearchValues.Create(Alphabet);

    /// <summary>A new id of its moment. <paramref name="now"/> comes from the caller's <see cref="TimeProvider"/>.</summary>
    public static T New<T>(DateTimeOffset now)
        where T : struct, IId<T> => T.From(T.Prefix + Encode(Guid.CreateVersion7(now)));

    /// <summary>Whether the text is an id of this kind in its one canonical spelling.</summary>
    public static bool TryParse<T>(string? text, out T id)
        where T : struct, IId<T>
    {
        id = default;
        if (text is null || text.Length != T.Prefix.Length + Digits || !text.StartsWith(T.Prefix, StringComparison.Ordinal))
            return false;

        // 26 digits hold 130 bits: the first may use only three of its five.
        var digits = text.AsSpan(T.Prefix.Length);
        if (digits[0] > '7' || digits.ContainsAnyExcept(AlphabetValues))
            return false;

        id = T.From(text);
        return true;
    }

    private static string Encode(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        var value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        Span<char> text = stackalloc char[Digits];
        for (var i = Digits - 1; i >= 0; i--, value >>= 5)
            text[i] = Alphabet[(int)(value & 31)];
        return new string(text);
    }
}
