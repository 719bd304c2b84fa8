using System.Net.Http.Headers;

namespace Cowry.Connectors.UnionPay;

/// <summary>Signed calls whose answers are verified before anybody reads them. Nothing is sent twice: the caller knows what may be repeated.</summary>
internal sealed class UnionPayClient(UnionPayOptions options, TimeProvider clock) : IDisposable
{
    private const string Root = "/gateway/api";
    private readonly GatewayHttp http = new(options.ConnectTimeout, options.TotalTimeout, options.MaxConnections);

    /// <summary>The address of a page; an account's <c>base_url</c> may end with <c>/gateway/api</c> or before it.</summary>
    public Uri AddressOf(UnionPayCredentials credentials, string page)
    {
        var host = (credentials.BaseUrl ?? options.MainHost).GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new Uri(host.EndsWith(Root, StringComparison.Ordinal) ? $"{host}/{page}" : $"{host}{Root}/{page}");
    }

    public async Task<Answer> CallAsync(UnionPayCredentials credentials, Request request, CancellationToken cancel)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, AddressOf(credentials, request.Page))
        {
            Content = new FormUrlEncodedContent(RequestSigner.Sign(credentials, request)),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded", "UTF-8");
        var (answer, trouble, text) = await http.SendAsync(message, cancel);
        return answer is null ? Broken(trouble, text) : Judge(credentials, request, answer) with { Date = answer.Date };
    }

    public Verdict Verify(UnionPayCredentials credentials, Message message, DateTimeOffset now) =>
        MessageVerifier.Verify(message, credentials.Trust, now);

    public void Dispose() => http.Dispose();

    private static Answer.Broken Broken(HttpTrouble trouble, string text)
    {
        var code = trouble switch
        {
            HttpTrouble.Timeout => "gateway_timeout",
            HttpTrouble.Garbled => "gateway_invalid_answer",
            _ => "gateway_unavailable",
        };
        return new Answer.Broken(code, text) { Trouble = trouble };
    }

    private Answer Judge(UnionPayCredentials credentials, Request request, HttpAnswer answer)
    {
        if (answer.Status == 429)
            return new Answer.Broken("gateway_rate_limited", "HTTP 429");
        if (answer.Status >= 500)
            return new Answer.Broken("gateway_unavailable", $"HTTP {answer.Status}");
        if (answer.Status != 200 || MessageParser.TryReadAnswer(answer.Body) is not { } message)
            return Garbled($"HTTP {answer.Status} without a message of UnionPay's");

        var verdict = Verify(credentials, message, clock.GetUtcNow());
        if (verdict != Verdict.Genuine)
        {
            return new Answer.Broken("gateway_signature_invalid", $"the answer's signature: {verdict}")
            {
                Verdict = verdict,
                Unproven = message,
            };
        }

        if (message["respCode"] is not [_, _] respCode)
            return Garbled("the answer holds no respCode");
        return Misfit(request, message) is { } field
            ? Garbled($"the answer belongs to another request: {field} differs")
            : new Answer.Genuine(message, respCode);
    }

    private static Answer.Broken Garbled(string text) => new("gateway_invalid_answer", text);

    // A genuine answer to another request proves nothing about this one. An answer that says no may leave all of this out.
    private static string? Misfit(Request request, Message message)
    {
        foreach (var name in (ReadOnlySpan<string>)["merId", "orderId", "txnTime"])
        {
            if (message[name] is { } value && value != request.Fields[name])
                return name;
        }

        // The answer to a query tells the type of what was asked about.
        return request.Page != Requests.QueryPage && message["txnType"] is { } type && type != request.Fields["txnType"] ? "txnType" : null;
    }
}
