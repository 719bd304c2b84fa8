using System.Text;
using System.Web;

namespace Cowry.Sandbox.Alipay;

/// <summary>The parameters of a request: query and form body together, decoded by the charset that they name themselves.</summary>
internal static class RequestParameters
{
    private const string Form = "application/x-www-form-urlencoded";
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;

    /// <summary>The encoding that a charset names; null when the gateway does not know it.</summary>
    public static Encoding? Charset(string? name) => name?.ToUpperInvariant() switch
    {
        "UTF-8" or "UTF8" => Encoding.UTF8,
        "GBK" => Gbk,
        _ => null,
    };

    public static Dictionary<string, string> Read(HttpContext http, byte[] body)
    {
        var query = http.Request.QueryString.Value?.TrimStart('?') ?? "";
        var form = http.Request.ContentType?.StartsWith(Form, StringComparison.OrdinalIgnoreCase) == true ? Encoding.ASCII.GetString(body) : "";
        var raw = query.Split('&').Concat(form.Split('&')).Where(pair => pair.Length > 0).Select(pair => pair.Split('=', 2)).ToList();
        var named = raw.Find(pair => pair[0] == "charset" && pair.Length == 2);
        var encoding = Charset(named is null ? null : HttpUtility.UrlDecode(named[1])) ?? Encoding.UTF8;
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in raw)
            parameters[HttpUtility.UrlDecode(pair[0], encoding)] = pair.Length == 2 ? HttpUtility.UrlDecode(pair[1], encoding) : "";
        return parameters;
    }

    /// <summary>The text that a signature covers: all that is not empty but the sign itself, by name, as <c>k=v&amp;k=v</c>.</summary>
    public static string ToSign(IEnumerable<KeyValuePair<string, string>> parameters) => string.Join('&', parameters
        .Where(p => p.Key != "sign" && p.Value.Length > 0).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));
}
