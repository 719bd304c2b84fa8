using System.Collections.Frozen;
using System.Globalization;
using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>
/// The account platform as far as paying from a page needs it: web authorization with scope <c>snsapi_base</c>, which tells a visitor's
/// openid under the account's appid and asks the visitor nothing.
/// </summary>
internal sealed class OfficialAccount(WeChatPayTransport transport, WeChatPayOptions options)
{
    public const string SecretRefused = "gateway_app_secret_refused";
    public const string AppidUnknown = "gateway_appid_unknown";
    public const string AddressNotAllowed = "gateway_address_not_allowed";
    public const string BeginAgain = "gateway_payer_unknown";
    private const int LongestMessage = 300;

    // Final: this code will not do. The others may be tried again as they are.
    private static readonly FrozenDictionary<int, (string Code, bool IsFinal)> ByErrcode = new Dictionary<int, (string, bool)>
    {
        [-1] = ("gateway_unavailable", false),
        [45009] = ("gateway_rate_limited", false),
        [45011] = ("gateway_rate_limited", false),
        [40001] = (SecretRefused, true),
        [40125] = (SecretRefused, true),
        [40013] = (AppidUnknown, true),
        [40164] = (AddressNotAllowed, true),
        [48001] = ("gateway_product_not_opened", true),
        // Invalid, used before, expired, missing; the user changed the password, did not agree, or is limited.
        [40029] = (BeginAgain, true),
        [40163] = (BeginAgain, true),
        [42003] = (BeginAgain, true),
        [41008] = (BeginAgain, true),
        [42007] = (BeginAgain, true),
        [50001] = (BeginAgain, true),
        [50002] = (BeginAgain, true),
    }.ToFrozenDictionary();

    /// <summary>WeChat knows this address by its pattern: the order of the parameters is fixed and the fragment must be there.</summary>
    public string AuthorizeUrl(WeChatPayCredentials credentials, string returnUrl, string state) =>
        Under(credentials.OfficialAccountBaseUrl ?? options.AuthorizeHost, "/connect/oauth2/authorize")
        + $"?appid={credentials.Appid}&redirect_uri={Uri.EscapeDataString(returnUrl)}&response_type=code&scope=snsapi_base"
        + $"&state={Uri.EscapeDataString(state)}#wechat_redirect";

    /// <summary>Exchanges the code that the browser brought back: it is good once, for five minutes.</summary>
    public async Task<GatewayAnswer<string>> PayerAsync(
        WeChatPayCredentials credentials, string secret, string code, CancellationToken cancel)
    {
        var url = Under(credentials.OfficialAccountBaseUrl ?? options.OfficialAccountHost, "/sns/oauth2/access_token")
            + $"?appid={credentials.Appid}&secret={Uri.EscapeDataString(secret)}&code={Uri.EscapeDataString(code)}&grant_type=authorization_code";
        var (answer, failure) = await transport.FetchAsync(new Uri(url), cancel);
        if (answer is null)
        {
            var (broken, message) = ErrorTable.Of(failure!);
            return new GatewayAnswer<string>.Unknown(broken, message);
        }

        return Read(answer);
    }

    private static GatewayAnswer<string> Read(RawAnswer answer)
    {
        // Refusals come with 200 as well; another status is a machine on the way, or the platform's own trouble.
        if (answer.Status != 200)
        {
            var code = answer.Status switch { 429 => "gateway_rate_limited", >= 500 => "gateway_unavailable", _ => "gateway_invalid_answer" };
            return new GatewayAnswer<string>.Unknown(code, $"the account platform answered HTTP {answer.Status}");
        }

        return WireBody.TryRead(answer.Body, WireJson.Default.PageToken) switch
        {
            { Errcode: { } errcode and not 0 } refusal => Refusal(errcode, refusal.Errmsg),
            { IsSnapshotuser: 1 } => new GatewayAnswer<string>.Rejected(BeginAgain, "the visitor only looks at the page and has no openid"),
            { Openid: { Length: > 0 } openid } => new GatewayAnswer<string>.Done(openid),
            _ => WeChatPayCaller.Garbled<string>("the account platform's answer holds no openid"),
        };
    }

    private static GatewayAnswer<string> Refusal(int errcode, string? errmsg)
    {
        var (code, isFinal) = ByErrcode.TryGetValue(errcode, out var known) ? known : ("gateway_refused", true);
        var message = string.Create(CultureInfo.InvariantCulture, $"{errcode}: {errmsg}");
        if (message.Length > LongestMessage)
            message = message[..LongestMessage];
        return isFinal ? new GatewayAnswer<string>.Rejected(code, message) : new GatewayAnswer<string>.Unknown(code, message);
    }

    private static string Under(Uri host, string path) => host.GetLeftPart(UriPartial.Path).TrimEnd('/') + path;
}
