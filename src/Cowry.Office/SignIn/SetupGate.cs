using Cowry.Client;
using Cowry.Office.Hosting;

namespace Cowry.Office.SignIn;

/// <summary>Whether the system still waits for its first merchant. Once it has one it never waits again, so that answer is kept.</summary>
internal sealed class SetupGate(IHttpClientFactory http)
{
    private volatile bool _done;

    public async Task<bool> IsRequiredAsync(CancellationToken cancellation)
    {
        if (_done)
            return false;
        var client = new CowryClient(http.CreateClient(OfficeServices.HttpClientName), static _ => ValueTask.FromResult<string?>(null));
        _done = !(await client.Setup.GetAsync(cancellation)).Required;
        return !_done;
    }
}
