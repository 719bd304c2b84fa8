namespace Cowry.Connectors.Alipay;

/// <summary>Whether Alipay's key signed a node.</summary>
internal static class ResponseVerifier
{
    /// <summary>
    /// The node as it came; failing that, with its slashes in the other spelling, since what was signed and what is sent are sometimes
    /// serialised by two different programs.
    /// </summary>
    public static bool IsGenuine(RsaKey key, ReadOnlySpan<byte> raw, string sign)
    {
        if (Signature.TryDecode(sign) is not { } signature)
            return false;
        return key.Verify(raw, signature) || (raw.Contains((byte)'/') && key.Verify(OtherSlashes(raw), signature));
    }

    // \/ becomes /, or the other way round when there is none: in JSON both are the same text.
    private static byte[] OtherSlashes(ReadOnlySpan<byte> raw)
    {
        var isEscaped = raw.IndexOf(@"\/"u8) >= 0;
        var other = new List<byte>(raw.Length + 16);
        for (var i = 0; i < raw.Length; i++)
        {
            if (isEscaped && raw[i] == '\\' && i + 1 < raw.Length)
            {
                // An escaped backslash before a slash is no escaped slash.
                if (raw[i + 1] != '/')
                    other.Add(raw[i]);
                other.Add(raw[++i]);
                continue;
            }

            if (!isEscaped && raw[i] == '/')
                other.Add((byte)'\\');
            other.Add(raw[i]);
        }

        return [.. other];
    }
}
