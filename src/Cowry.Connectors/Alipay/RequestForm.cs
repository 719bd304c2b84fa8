using System.Text;

namespace Cowry.Connectors.Alipay;

/// <summary>
/// A signed request: what belongs to the protocol goes into the address, what belongs to the method into the form, as Alipay's documents
/// have it. The signature covers both.
/// </summary>
internal sealed record RequestForm(string Query, byte[] Body)
{
    public static RequestForm Sign(AlipayCredentials credentials, AlipayCall call, DateTimeOffset now)
    {
        var protocol = Protocol(credentials, call, now);
        var fields = new Dictionary<string, string>(call.Fields, StringComparer.Ordinal);
        if (call.BizContent is not null)
            fields["biz_content"] = call.BizContent;
        var signature = credentials.SigningKey.Sign(SignedText.OfRequest(protocol.Concat(fields)));
        protocol["sign"] = Convert.ToBase64String(signature);
        return new RequestForm(Encode(protocol), Encoding.ASCII.GetBytes(Encode(fields)));
    }

    private static Dictionary<string, string> Protocol(AlipayCredentials credentials, AlipayCall call, DateTimeOffset now)
    {
        var protocol = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["app_id"] = credentials.AppId,
            ["method"] = call.Method,
            ["format"] = "JSON",
            ["charset"] = "utf-8",
            ["sign_type"] = "RSA2",
            ["timestamp"] = AlipayText.Time(now),
            ["version"] = "1.0",
        };
        if (call.NotifyUrl is not null)
            protocol["notify_url"] = call.NotifyUrl;
        if (call.IsForMerchant && credentials.AppAuthToken is not null)
            protocol["app_auth_token"] = credentials.AppAuthToken;
        if (credentials.Certificates is { } certificates)
        {
            protocol["app_cert_sn"] = certificates.AppSerial;
            protocol["alipay_root_cert_sn"] = certificates.RootSerial;
        }

        return protocol;
    }

    private static string Encode(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
}
