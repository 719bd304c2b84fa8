using System.Net;
using System.Net.Http.Headers;
using System.Reflection;

namespace Cowry.Connectors.WeChatPay;

/// <summary>An answer's bytes and the headers that matter.</summary>
internal sealed record RawAnswer(
    int Status, byte[] Body, MessageSignature Signature, DateTimeOffset? Date, string? RequestId);

/// <summary>When a request may go to the second host after the first one failed.</summary>
internal enum Resend
{
    /// <summary>Its number makes it idempotent: the same request twice is one.</summary>
    AfterAnyFailure,

    /// <summary>
    /// A payment code is good for one attempt: a second request would be refused for the code that the first one used up, and the refusal
    /// would hide that money moved.
    /// </summary>
    IfNeverSent,
}

/// <summary>
/// Moves signed bytes to WeChat Pay and back over one pool of connections. It knows hosts and time limits, not meanings.
/// </summary>
internal sealed class WeChatPayTransport : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue AcceptJson = new("application/json");
    private static readonly ProductInfoHeaderValue Agent = new("Cowry", Version());

    private readonly WeChatPayOptions options;
    private readonly TimeProvider clock;
    private readonly HttpClient http;

    public WeChatPayTransport(WeChatPayOptions options, TimeProvider clock)
    {
        this.options = options;
        this.clock = clock;
        http = new HttpClient(Handler(options))
        {
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            // The limit of each call is its own, see SendAsync.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 1 << 20,
        };
    }

    /// <summary>
    /// Sends one request and, when the main host could not be reached, once more to the second host as <paramref name="resend"/> allows.
    /// Either an answer or a failure is set.
    /// </summary>
    public async Task<(RawAnswer? Answer, WireAnswer.Broken? Failure)> SendAsync(
        WeChatPayCredentials credentials,
        HttpMethod method,
        string pathAndQuery,
        byte[]? body,
        CancellationToken cancel,
        Resend resend = Resend.AfterAnyFailure)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.TotalTimeout);
        var first = await TryAsync(credentials.BaseUrl ?? options.MainHost, limit.Token);
        var mayRepeat = credentials.BaseUrl is null
            && first.Failure is { Failure: WireFailure.Unreachable or WireFailure.Timeout } failure
            && (resend == Resend.AfterAnyFailure || failure.NeverSent);
        if (!mayRepeat || limit.IsCancellationRequested)
            return first;
        return await TryAsync(options.AliasHost, limit.Token);

        async Task<(RawAnswer? Answer, WireAnswer.Broken? Failure)> TryAsync(Uri host, CancellationToken within)
        {
            using var request = Request(credentials, host, method, pathAndQuery, body);
            return await ExchangeAsync(request, within, cancel);
        }
    }

    /// <summary>Fetches from the account platform, which knows no signatures. The address may hold a secret and is never told.</summary>
    public async Task<(RawAnswer? Answer, WireAnswer.Broken? Failure)> FetchAsync(Uri url, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.TotalTimeout);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.UserAgent.Add(Agent);
        return await ExchangeAsync(request, limit.Token, cancel);
    }

    public void Dispose() => http.Dispose();

    private static SocketsHttpHandler Handler(WeChatPayOptions options) => new()
    {
        ConnectTimeout = options.ConnectTimeout,
        MaxConnectionsPerServer = options.MaxConnections,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        // Names move between data centres: no connection outlives a change for long.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        // Our trace ids are nobody else's business.
        ActivityHeadersPropagator = null,
    };

    private async Task<(RawAnswer? Answer, WireAnswer.Broken? Failure)> ExchangeAsync(
        HttpRequestMessage request, CancellationToken limit, CancellationToken cancel)
    {
        var host = request.RequestUri!.Host;
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit);
            var bytes = await response.Content.ReadAsByteArrayAsync(limit);
            return (Raw(response, bytes), null);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e)
        {
            // The handler's own limit for connecting looks like a cancellation with this inside.
            var neverSent = e.InnerException is TimeoutException;
            return (null, new WireAnswer.Broken(WireFailure.Timeout, $"{host} did not answer in time") { NeverSent = neverSent });
        }
        catch (HttpRequestException e)
        {
            var neverSent = e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError;
            return (null, new WireAnswer.Broken(FailureOf(e.HttpRequestError), $"{host}: {e.HttpRequestError}") { NeverSent = neverSent });
        }
    }

    private HttpRequestMessage Request(
        WeChatPayCredentials credentials, Uri host, HttpMethod method, string pathAndQuery, byte[]? body)
    {
        var target = new Uri(host.GetLeftPart(UriPartial.Path).TrimEnd('/') + pathAndQuery);
        var request = new HttpRequestMessage(method, target);
        var authorization = RequestSigner.Authorize(credentials, method.Method, target.PathAndQuery, body, clock.GetUtcNow());
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.Accept.Add(AcceptJson);
        request.Headers.UserAgent.Add(Agent);
        request.Headers.ExpectContinue = false;
        if (credentials.PublicKeyId is { } keyId)
            request.Headers.TryAddWithoutValidation(MessageSignature.SerialHeader, keyId);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        return request;
    }

    private static RawAnswer Raw(HttpResponseMessage response, byte[] body) => new(
        (int)response.StatusCode,
        body,
        new MessageSignature(
            Header(response, MessageSignature.TimestampHeader),
            Header(response, MessageSignature.NonceHeader),
            Header(response, MessageSignature.SignatureHeader),
            Header(response, MessageSignature.SerialHeader)),
        response.Headers.Date,
        Header(response, "Request-ID"));

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static WireFailure FailureOf(HttpRequestError error) => error switch
    {
        HttpRequestError.SecureConnectionError => WireFailure.Tls,
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => WireFailure.Garbled,
        _ => WireFailure.Unreachable,
    };

    private static string Version() =>
        typeof(WeChatPayTransport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "0";
}
