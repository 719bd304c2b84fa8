using System.Net.Http.Headers;

namespace Cowry.Connectors.Alipay;

/// <summary>Moves signed forms to Alipay and answers back. It knows the address, not meanings.</summary>
internal sealed class AlipayTransport(AlipayOptions options, TimeProvider clock) : IDisposable
{
    private static readonly MediaTypeHeaderValue Form = new("application/x-www-form-urlencoded", "utf-8");

    private readonly GatewayHttp http = new(options.ConnectTimeout, options.TotalTimeout, options.MaxConnections);

    public Uri GatewayOf(AlipayCredentials credentials) => credentials.Gateway ?? options.Gateway;

    /// <summary>
    /// Sends once: Alipay has one address, and a payment code is good for one attempt, so nothing is repeated here.
    /// </summary>
    public async Task<(HttpAnswer? Answer, HttpTrouble Trouble, string Message)> PostAsync(
        AlipayCredentials credentials, AlipayCall call, CancellationToken cancel)
    {
        var form = RequestForm.Sign(credentials, call, clock.GetUtcNow());
        var address = new UriBuilder(GatewayOf(credentials)) { Query = form.Query }.Uri;
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(form.Body) { Headers = { ContentType = Form } },
        };
        return await http.SendAsync(request, cancel);
    }

    public void Dispose() => http.Dispose();
}
