using System.Text;

namespace Cowry.Connectors.UnionPay;

/// <summary>
/// A message's fields. Values are kept as they came, neither trimmed nor decoded again, since the signature is over them. A field that is
/// empty counts as absent.
/// </summary>
internal sealed class Message(SortedDictionary<string, string> fields)
{
    public const string Signature = "signature";
    public const string SignerCertificate = "signPubKeyCert";

    public string? this[string name] => fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public IReadOnlyDictionary<string, string> Fields => fields;

    public bool HasEmptyFields => fields.Values.Any(value => value.Length == 0);

    public static Message Of(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
            sorted.Add(name, value);
        return new Message(sorted);
    }

    /// <summary>What is signed: <c>k=v&amp;k=v</c> by name in ordinal order, values raw, without the signature itself.</summary>
    public string SignedText(bool withEmptyFields = true) => Join(fields.Where(field =>
        field.Key != Signature && (withEmptyFields || field.Value.Length > 0)));

    /// <summary>All fields in the shape of an answer's body.</summary>
    public override string ToString() => Join(fields);

    private static string Join(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields)
            (text.Length == 0 ? text : text.Append('&')).Append(name).Append('=').Append(value);
        return text.ToString();
    }
}
