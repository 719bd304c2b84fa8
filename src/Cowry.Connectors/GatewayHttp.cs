using System.Net;
using System.Net.Http.Headers;
using System.Reflection;

namespace Cowry.Connectors;

/// <summary>Why no answer came.</summary>
internal enum HttpTrouble
{
    /// <summary>No address, no connection, or it broke.</summary>
    Unreachable,

    /// <summary>A connection, but not one that can be trusted.</summary>
    Tls,
    Timeout,

    /// <summary>Bytes that are no HTTP, or too many of them.</summary>
    Garbled,
}

/// <summary>An answer's bytes; <paramref name="Date"/> is the answering server's own clock.</summary>
internal sealed record HttpAnswer(int Status, byte[] Body, DateTimeOffset? Date);

/// <summary>One pool of connections to a gateway. It knows time limits, not meanings, and repeats nothing.</summary>
internal sealed class GatewayHttp : IDisposable
{
    private static readonly ProductInfoHeaderValue Agent = new("Cowry", Version());

    private readonly TimeSpan totalTimeout;
    private readonly HttpClient http;

    public GatewayHttp(TimeSpan connectTimeout, TimeSpan totalTimeout, int maxConnections)
    {
        this.totalTimeout = totalTimeout;
        http = new HttpClient(Handler(connectTimeout, maxConnections))
        {
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            // The limit of each call is its own, see SendAsync.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 1 << 20,
        };
    }

    /// <summary>Sends one request. Either an answer is set, whatever its status, or the trouble and a text that names the host alone.</summary>
    public async Task<(HttpAnswer? Answer, HttpTrouble Trouble, string Message)> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        var host = request.RequestUri!.Host;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(totalTimeout);
        request.Headers.UserAgent.Add(Agent);
        request.Headers.ExpectContinue = false;
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
            var body = await response.Content.ReadAsByteArrayAsync(limit.Token);
            return (new HttpAnswer((int)response.StatusCode, body, response.Headers.Date), default, "");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return (null, HttpTrouble.Timeout, $"{host} did not answer in time");
        }
        catch (HttpRequestException e)
        {
            return (null, TroubleOf(e.HttpRequestError), $"{host}: {e.HttpRequestError}");
        }
    }

    public void Dispose() => http.Dispose();

    private static SocketsHttpHandler Handler(TimeSpan connectTimeout, int maxConnections) => new()
    {
        ConnectTimeout = connectTimeout,
        MaxConnectionsPerServer = maxConnections,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        // Names move between data centres: no connection outlives a change for long.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        // Our trace ids are nobody else's business.
        ActivityHeadersPropagator = null,
    };

    private static HttpTrouble TroubleOf(HttpRequestError error) => error switch
    {
        HttpRequestError.SecureConnectionError => HttpTrouble.Tls,
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => HttpTrouble.Garbled,
        _ => HttpTrouble.Unreachable,
    };

    private static string Version() =>
        typeof(GatewayHttp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
