using System.Globalization;

namespace Cowry.Connectors.WeChatPay;

/// <summary>What proves where an answer or a notification comes from, beside its bytes; null where a header is missing.</summary>
internal readonly record struct MessageSignature(string? Timestamp, string? Nonce, string? Signature, string? Serial)
{
    public const string TimestampHeader = "Wechatpay-Timestamp";
    public const string NonceHeader = "Wechatpay-Nonce";
    public const string SignatureHeader = "Wechatpay-Signature";
    public const string SerialHeader = "Wechatpay-Serial";
}

internal enum Verdict
{
    Genuine,
    Unsigned,

    /// <summary>Signed more than the tolerance ago or ahead: a replay, or one of the two clocks is wrong.</summary>
    Stale,

    /// <summary>It names a key that is not at hand.</summary>
    UnknownKey,
    Forged,
}

/// <summary>Tells a genuine message of WeChat's from any other, on its raw bytes.</summary>
internal static class MessageVerifier
{
    /// <summary>
    /// WeChat now and then signs wrongly on purpose, to see whether anybody looks. Such a message is treated like any forged one; the
    /// genuine one follows.
    /// </summary>
    private const string ProbePrefix = "WECHATPAY/SIGNTEST/";

    public static Verdict Verify(
        MessageSignature signature, ReadOnlySpan<byte> body, PlatformKeys keys, DateTimeOffset now, TimeSpan tolerance)
    {
        if (signature is not { Timestamp: { } timestamp, Nonce: { } nonce, Signature: { } encoded, Serial: { } serial })
            return Verdict.Unsigned;
        if (IsProbe(encoded))
            return Verdict.Forged;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return Verdict.Forged;
        if (!IsCurrent(seconds, now, tolerance))
            return Verdict.Stale;
        if (keys.Find(serial, now) is not { } key)
            return Verdict.UnknownKey;
        return Matches(key, timestamp, nonce, encoded, body) ? Verdict.Genuine : Verdict.Forged;
    }

    public static bool IsProbe(string signature) => signature.StartsWith(ProbePrefix, StringComparison.Ordinal);

    /// <summary>Whether this key made the signature, whatever the clock says.</summary>
    public static bool Matches(RsaKey key, string timestamp, string nonce, string signature, ReadOnlySpan<byte> body)
    {
        Span<byte> bytes = stackalloc byte[1024];
        if (!Convert.TryFromBase64String(signature, bytes, out var length))
            return false;

        // Base64 has several spellings of the same bytes; only the one that an encoder writes is taken.
        bytes = bytes[..length];
        return string.Equals(Convert.ToBase64String(bytes), signature, StringComparison.Ordinal)
            && key.Verify(SignedText.OfMessage(timestamp, nonce, body), bytes);
    }

    private static bool IsCurrent(long seconds, DateTimeOffset now, TimeSpan tolerance)
    {
        var age = (Int128)now.ToUnixTimeSeconds() - seconds;
        return Int128.Abs(age) < (long)tolerance.TotalSeconds;
    }
}
