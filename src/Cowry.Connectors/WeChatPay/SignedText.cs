using System.Text;

namespace Cowry.Connectors.WeChatPay;

/// <summary>The texts that are signed: lines that each end with a line feed, the last one too.</summary>
internal static class SignedText
{
    /// <summary>A request: method, path with query as sent, Unix seconds, nonce, the body's exact bytes (none for GET).</summary>
    public static byte[] OfRequest(string method, string pathAndQuery, string timestamp, string nonce, ReadOnlySpan<byte> body) =>
        Join($"{method}\n{pathAndQuery}\n{timestamp}\n{nonce}\n", body);

    /// <summary>An answer or a notification: Unix seconds, nonce, the body's exact bytes (none for 204).</summary>
    public static byte[] OfMessage(string timestamp, string nonce, ReadOnlySpan<byte> body) => Join($"{timestamp}\n{nonce}\n", body);

    /// <summary>What a page calls the wallet up with; <paramref name="package"/> is <c>prepay_id=…</c>.</summary>
    public static byte[] OfCallUp(string appid, string timestamp, string nonce, string package) =>
        Join($"{appid}\n{timestamp}\n{nonce}\n", Encoding.UTF8.GetBytes(package));

    private static byte[] Join(string head, ReadOnlySpan<byte> body)
    {
        var text = new byte[Encoding.UTF8.GetByteCount(head) + body.Length + 1];
        var length = Encoding.UTF8.GetBytes(head, text);
        body.CopyTo(text.AsSpan(length));
        text[^1] = (byte)'\n';
        return text;
    }
}
