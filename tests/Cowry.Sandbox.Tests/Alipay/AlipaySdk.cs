using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;

namespace Cowry.Sandbox.Tests.Alipay;

/// <summary>An answer of the gateway as it came over the wire.</summary>
internal sealed record AlipayAnswer(int Status, string ContentType, string Raw, string NodeName)
{
    public JsonObject Whole => JsonNode.Parse(Raw)!.AsObject();

    public JsonObject Node => Whole[NodeName]!.AsObject();

    public string? Code => (string?)Node["code"];

    public string? SubCode => (string?)Node["sub_code"];

    public string? this[string field] => (string?)Node[field];

    /// <summary>The bytes that a signature covers: from the node's first brace to its last, as they came.</summary>
    public string RawNode
    {
        get
        {
            var start = Raw.IndexOf('{', Raw.IndexOf($"\"{NodeName}\"", StringComparison.Ordinal));
            var (depth, quoted) = (0, false);
            for (var i = start; ; i++)
            {
                if (quoted && Raw[i] == '\\')
                    i++;
                else if (Raw[i] == '"')
                    quoted = !quoted;
                else if (!quoted && Raw[i] == '{')
                    depth++;
                else if (!quoted && Raw[i] == '}' && --depth == 0)
                    return Raw[start..(i + 1)];
            }
        }
    }
}

/// <summary>
/// An Alipay SDK of the smallest kind, written from Alipay's documents and from nothing of the sandbox: signs requests, verifies answers
/// and notifications, in public-key mode or with certificates. It knows the gateway's address and the credentials, as any SDK does.
/// </summary>
internal sealed class AlipaySdk(JsonNode credentials) : IDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly HttpClient http = new();
    private readonly RSA key = Import((string)credentials["app_private_key"]!);

    public JsonNode Credentials { get; } = credentials;

    public string AppId { get; } = (string)credentials["app_id"]!;

    public string Pid { get; } = (string)credentials["pid"]!;

    public bool Certificates { get; init; }

    /// <summary>The merchant that is acted for.</summary>
    public string? AppAuthToken { get; set; }

    /// <summary>Moves the clock that stamps requests.</summary>
    public TimeSpan Clock { get; set; }

    public Encoding Encoding { get; set; } = Encoding.UTF8;

    /// <summary>Everything in the form, as some SDKs do, instead of only biz_content.</summary>
    public bool AllInBody { get; set; }

    /// <summary>Changes the parameters before they are signed.</summary>
    public Action<SortedDictionary<string, string>> Spoil { get; set; } = _ => { };

    public Func<string, string> SpoilSignature { get; set; } = signature => signature;

    public static async Task<AlipaySdk> Of(RunningSandbox sandbox, object? wanted = null, bool certificates = false) => new(
        wanted is null
            ? (await sandbox.Http.GetFromJsonAsync<JsonObject>("/credentials"))!["alipay"]!
            : (await sandbox.Post("/alipay/merchants", wanted)).Body)
    {
        Certificates = certificates,
    };

    public Task<AlipayAnswer> Call(string method, object biz, string? notifyUrl = null) =>
        Send(method, JsonSerializer.Serialize(biz, biz.GetType(), Readable), notifyUrl, []);

    public async Task<AlipayAnswer> Send(string method, string? biz, string? notifyUrl, Dictionary<string, string> more)
    {
        var parameters = Common(method);
        foreach (var (name, value) in more)
            parameters[name] = value;
        if (biz is not null)
            parameters["biz_content"] = biz;
        if (notifyUrl is not null)
            parameters["notify_url"] = notifyUrl;
        Spoil(parameters);
        parameters["sign"] = SpoilSignature(Sign(ToSign(parameters, "sign")));
        var inBody = parameters.Where(p => AllInBody ? p.Key != "charset" : p.Key == "biz_content");
        var inQuery = parameters.Where(p => AllInBody ? p.Key == "charset" : p.Key != "biz_content");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{(string)Credentials["base_url"]!}?{Form(inQuery)}"));
        request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(Form(inBody)));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded;charset=utf-8");
        using var answer = await http.SendAsync(request);
        var raw = Encoding.GetString(await answer.Content.ReadAsByteArrayAsync());
        var name2 = $"{method.Replace('.', '_')}_response";
        return new AlipayAnswer(
            (int)answer.StatusCode, answer.Content.Headers.ContentType!.ToString(), raw,
            raw.Contains("\"error_response\"", StringComparison.Ordinal) ? "error_response" : name2);
    }

    /// <summary>Whether Alipay signed this answer; the certificate that it names must be ours.</summary>
    public bool Verify(AlipayAnswer answer)
    {
        var serial = (string?)answer.Whole["alipay_cert_sn"];
        return (string?)answer.Whole["sign"] is { } sign
            && serial == (Certificates ? (string)Credentials["alipay_cert_sn"]! : null)
            && VerifyText(answer.RawNode, sign);
    }

    public bool VerifyText(string text, string sign)
    {
        using var alipay = AlipayKey();
        return alipay.VerifyData(Encoding.GetBytes(text), Convert.FromBase64String(sign), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>Reads a notification whose signature is right; null when it is not.</summary>
    public Dictionary<string, string>? Read(Delivery delivery)
    {
        var form = HttpUtility.ParseQueryString(Encoding.UTF8.GetString(delivery.Raw));
        var fields = form.AllKeys.ToDictionary(name => name!, name => form[name]!);
        return VerifyText(ToSign(fields, "sign", "sign_type"), fields["sign"]) ? fields : null;
    }

    public Dictionary<string, object> Order(string number, string yuan = "12.50") => new()
    {
        ["out_trade_no"] = number,
        ["total_amount"] = yuan,
        ["subject"] = "牛肉面",
        ["product_code"] = "QR_CODE_OFFLINE",
    };

    public async Task<string> Precreate(string number, string yuan = "12.50", string? notifyUrl = null) =>
        (await Call("alipay.trade.precreate", Order(number, yuan), notifyUrl)) is { Code: "10000" } answer
            ? answer["qr_code"]!
            : throw new InvalidOperationException($"{number} was refused");

    public Task<AlipayAnswer> Query(string number) => Call("alipay.trade.query", new { out_trade_no = number });

    public Task<AlipayAnswer> Pay(string number, string yuan, string code, string? notifyUrl = null) => Call(
        "alipay.trade.pay",
        new { out_trade_no = number, total_amount = yuan, subject = "豆浆", scene = "bar_code", auth_code = code }, notifyUrl);

    public Task<AlipayAnswer> Cancel(string number) => Call("alipay.trade.cancel", new { out_trade_no = number });

    public Task<AlipayAnswer> Close(string number) => Call("alipay.trade.close", new { out_trade_no = number });

    public void Dispose()
    {
        http.Dispose();
        key.Dispose();
    }

    private SortedDictionary<string, string> Common(string method)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["app_id"] = AppId,
            ["method"] = method,
            ["format"] = "JSON",
            ["charset"] = Encoding.UTF8.Equals(Encoding) ? "utf-8" : "gbk",
            ["sign_type"] = "RSA2",
            ["timestamp"] = (TimeProvider.System.GetUtcNow() + Clock).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            ["version"] = "1.0",
        };
        if (AppAuthToken is not null)
            parameters["app_auth_token"] = AppAuthToken;
        if (Certificates)
        {
            parameters["app_cert_sn"] = (string)Credentials["app_cert_sn"]!;
            parameters["alipay_root_cert_sn"] = (string)Credentials["alipay_root_cert_sn"]!;
        }

        return parameters;
    }

    private static string ToSign(IEnumerable<KeyValuePair<string, string>> parameters, params string[] without) => string.Join('&', parameters
        .Where(p => !without.Contains(p.Key) && p.Value.Length > 0).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));

    private string Sign(string text) =>
        Convert.ToBase64String(key.SignData(Encoding.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    private string Form(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters.Select(p => $"{HttpUtility.UrlEncode(p.Key, Encoding)}={HttpUtility.UrlEncode(p.Value, Encoding)}"));

    private RSA AlipayKey()
    {
        if (!Certificates)
            return Import((string)Credentials["alipay_public_key"]!);
        using var certificate = X509Certificate2.CreateFromPem((string)Credentials["alipay_cert"]!);
        return certificate.GetRSAPublicKey()!;
    }

    private static RSA Import(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }
}
