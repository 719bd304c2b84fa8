using Cowry.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Cowry.Server.Tests.Hosting;

/// <summary>A server in this process on a free port, reached by real HTTP. Several may run on one database.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningServer(WebApplication app)
    {
        _app = app;
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single().TrimEnd('/');
    }

    public string Address { get; }

    public IServiceProvider Services => _app.Services;

    public Cowry.Server.Data.Database Database => Services.GetRequiredService<Cowry.Server.Data.Database>();

    public static async Task<RunningServer> StartAsync(TestDatabase database, params string[] more)
    {
        string[] args =
        [
            "--urls", "http://127.0.0.1:0", "--Cowry:RateLimit:PerMinute=10000000", "--Cowry:RateLimit:AttemptsPerMinute=10000000", "--Serilog:MinimumLevel:Default=Error",
            .. database.Arguments, .. more,
        ];
        var app = ServerApp.Build(args);
        await ServerApp.PrepareAsync(app, TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
