using System.Text;

namespace Cowry.Connectors.Alipay;

/// <summary>The text that is signed: <c>name=value</c> in the ordinal order of the names, joined by <c>&amp;</c>, values not encoded.</summary>
internal static class SignedText
{
    /// <summary>A request: everything in its query and its body but <c>sign</c> and what is empty; <c>sign_type</c> belongs to it.</summary>
    public static byte[] OfRequest(IEnumerable<KeyValuePair<string, string>> fields) =>
        Join(fields.Where(field => field.Key != "sign" && field.Value.Length > 0));

    /// <summary>
    /// A notification, in each form that has been seen to be signed: without <c>sign_type</c> (payments), with it (the service market).
    /// Whether empty values belong to it is told differently in different places, so both are tried.
    /// </summary>
    public static IEnumerable<byte[]> OfNotification(IReadOnlyCollection<KeyValuePair<string, string>> fields)
    {
        var others = fields.Where(field => field.Key is not ("sign" or "sign_type")).ToList();
        yield return Join(others.Where(field => field.Value.Length > 0));
        if (others.Exists(field => field.Value.Length == 0))
            yield return Join(others);
        yield return OfRequest(fields);
    }

    private static byte[] Join(IEnumerable<KeyValuePair<string, string>> fields) => Encoding.UTF8.GetBytes(string.Join(
        '&', fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}")));
}
