using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Cowry.Domain.Payments;

namespace Cowry.Connectors;

/// <summary>
/// Reads an account's settings and secrets field by field and gathers what is wrong with their shape. No message repeats a secret.
/// </summary>
internal abstract class SettingsReader(GatewayAccount account)
{
    private readonly Dictionary<string, string[]> errors = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string[]> Errors => errors;

    protected void Refuse(string field, string message) => errors[field] = [message];

    protected string? Setting(string name) => NotBlank(account.Settings, name);

    protected T? Choice<T>(string name, params (string Name, T Value)[] choices)
        where T : struct
    {
        var given = Setting(name);
        foreach (var choice in choices)
        {
            if (choice.Name == given)
                return choice.Value;
        }

        Refuse(name, "must be " + string.Join(" or ", choices.Select(choice => choice.Name)));
        return null;
    }

    protected string? Text(string name, bool required, Regex shape, string message) =>
        Shaped(name, Setting(name), required, shape, message);

    protected string? SecretText(string name, bool required, Regex shape, string message) =>
        Shaped(name, NotBlank(account.Secrets, name), required, shape, message);

    protected string? Secret(string name)
    {
        var value = NotBlank(account.Secrets, name);
        if (value is null)
            Refuse(name, "is required");
        return value;
    }

    protected Uri? Address(string name)
    {
        if (Setting(name) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && url is { Query: "", Fragment: "", UserInfo: "" })
        {
            return url;
        }

        Refuse(name, "must be an address that starts with https:// (http:// for a sandbox), without a query");
        return null;
    }

    /// <summary>An RSA key of 2048 bits or more; <paramref name="import"/> throws what the framework's importers throw.</summary>
    protected RsaKey? Rsa(string field, Action<RSA> import, bool withPrivate, string unreadable)
    {
        var rsa = RSA.Create();
        try
        {
            import(rsa);
            if (rsa.KeySize >= 2048)
                return new RsaKey(rsa, withPrivate);
            Refuse(field, "must be an RSA key of 2048 bits or more");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException)
        {
            Refuse(field, unreadable);
        }

        rsa.Dispose();
        return null;
    }

    private static string? NotBlank(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private string? Shaped(string name, string? value, bool required, Regex shape, string message)
    {
        if (value is null && required)
            Refuse(name, "is required");
        else if (value is not null && !shape.IsMatch(value))
            Refuse(name, message);
        return value;
    }
}
