namespace Cowry.Connectors.UnionPay;

/// <summary>Makes a request ready to be sent.</summary>
internal static class RequestSigner
{
    /// <summary>Without the empty fields, trimmed, with the signing certificate's number, and signed.</summary>
    public static SortedDictionary<string, string> Sign(UnionPayCredentials credentials, Request request)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["certId"] = credentials.CertId };
        foreach (var (name, value) in request.Fields)
        {
            if (value.AsSpan().Trim() is { Length: > 0 } trimmed)
                fields[name] = trimmed.ToString();
        }

        fields[Message.Signature] = MessageSignature.Make(credentials.SigningKey, Message.Of(fields).SignedText());
        return fields;
    }
}
