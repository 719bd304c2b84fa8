using System.Text;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// The one address of the gateway: checks, the method itself, the signed answer, and the faults that spoil it. Every answer is a 200 of
/// <c>text/html</c> that holds JSON, also when it refuses.
/// </summary>
internal sealed class Gateway(RequestCheck check, AnswerWriter writer, AlipayFaults faults, Silence silence, TimeProvider time)
{
    private readonly Dictionary<string, Method> methods = new(StringComparer.Ordinal);

    public RequestLog Log { get; } = new();

    public void Add(Method method) => methods.Add(method.Name, method);

    public async Task Handle(HttpContext http)
    {
        var request = new Request(http, await ReadBody(http));
        byte[] answer;
        try
        {
            var name = Begin(request);
            answer = await Run(request, methods[name]);
        }
        catch (AlipayError error)
        {
            answer = writer.Error(request, error);
        }

        var silent = request.Fault == "timeout";
        Log.Add(SeenRequest.Of(
            http, time.GetUtcNow().ToUnixTimeMilliseconds(), http.Request.Path + http.Request.QueryString, request.Body,
            request.SignatureValid ? request.App!.AppId : null, silent ? 0 : request.Fault == "http_500" ? 500 : 200));
        if (silent)
            await silence.Keep(http);
        else
            await Send(http, request, answer);
    }

    /// <summary>Everything before the call itself; says which method it is.</summary>
    private string Begin(Request request)
    {
        var parameters = request.Parameters;
        var name = parameters.GetValueOrDefault("method", "");
        request.Method = methods.ContainsKey(name) ? name : null;
        request.App = check.App(parameters);
        request.KeyName = RequestCheck.KeyName(request.App, parameters);
        if (name.Length == 0)
            throw AlipayError.Missing("method", "缺少方法名参数");
        if (request.Method is null)
            throw AlipayError.Invalid("method", "不存在的方法名");
        check.Shared(parameters);
        check.Signature(request.App, request.KeyName, parameters);
        request.SignatureValid = true;
        return name;
    }

    private async Task<byte[]> Run(Request request, Method method)
    {
        request.Fault = method.Point is { } point ? faults.TakeAnswer(point) : null;
        if (request.Fault == "unavailable")
            throw AlipayError.Unavailable();
        if (request.Fault == "rate_limit")
            throw new AlipayError("40005", "isv.app-call-limited", "应用调用次数超限");
        if (request.Fault == "http_500")
            return [];
        var (pid, appId) = RequestCheck.Account(request.App!, request.Parameters);
        var biz = method.Shape?.Parse(request.Parameters.GetValueOrDefault("biz_content", "") is { Length: > 0 } text ? text : "{}") ?? default;
        var call = new Call(
            request.App!, pid, appId, request.KeyName, request.Parameters, biz, $"{request.Http.Request.Scheme}://{request.Http.Request.Host}");
        return writer.Success(request, await method.Handle(call));
    }

    private static async Task<byte[]> ReadBody(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        return buffer.ToArray();
    }

    private static async Task Send(HttpContext http, Request request, byte[] answer)
    {
        if (request.Fault is "http_500" or "rubbish")
        {
            answer = "<html><head><title>502 Bad Gateway</title></head>"u8.ToArray();
            http.Response.StatusCode = request.Fault == "rubbish" ? 200 : 500;
        }

        http.Response.ContentType = $"text/html;charset={(Encoding.UTF8.Equals(request.Encoding) ? "utf-8" : "gbk")}";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer, http.RequestAborted);
    }
}

/// <summary>What is known of a request so far.</summary>
internal sealed class Request(HttpContext http, byte[] body)
{
    public HttpContext Http { get; } = http;

    public byte[] Body { get; } = body;

    public Dictionary<string, string> Parameters { get; } = RequestParameters.Read(http, body);

    public Encoding Encoding => RequestParameters.Charset(Parameters.GetValueOrDefault("charset")) ?? Encoding.UTF8;

    /// <summary>Null until the app is known: what is answered before that has no signature.</summary>
    public AlipayApp? App { get; set; }

    public string KeyName { get; set; } = AlipayKeys.PublicKeyMode;

    /// <summary>Null until the method is known: what is answered before that is an <c>error_response</c>.</summary>
    public string? Method { get; set; }

    public bool SignatureValid { get; set; }

    /// <summary>The switch of <c>/faults</c> that spoils the answer.</summary>
    public string? Fault { get; set; }
}
