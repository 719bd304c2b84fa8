using System.Collections.Concurrent;
using Cowry.Server.Tests.Hosting;

[assembly: AssemblyFixture(typeof(World))]

namespace Cowry.Server.Tests.Hosting;

/// <summary>
/// What most tests share: one server a database and one faultless sandbox, each test with a merchant of its own. Tests that break things start their
/// own.
/// </summary>
public sealed class World : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task<(TestDatabase Database, RunningServer Server)>>> _servers = new(StringComparer.Ordinal);

    internal RunningSandbox Sandbox { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Sandbox = await RunningSandbox.StartAsync();
        await Sandbox.FillAsync("alice");
        await Sandbox.FillAsync("bob");
    }

    internal async Task<RunningServer> ServerAsync(string database) => (await StartedAsync(database)).Server;

    internal async Task<TestDatabase> DatabaseAsync(string database) => (await StartedAsync(database)).Database;

    /// <summary>A new merchant on the shared server, with a store, an API key of all scopes and a WeChat account at the shared sandbox.</summary>
    internal async Task<Shop> ShopAsync(string database) => await Shop.OpenAsync(await ServerAsync(database), Sandbox);

    public async ValueTask DisposeAsync()
    {
        foreach (var started in _servers.Values)
        {
            var (database, server) = await started.Value;
            await server.DisposeAsync();
            await database.DisposeAsync();
        }

        await Sandbox.DisposeAsync();
    }

    private Task<(TestDatabase Database, RunningServer Server)> StartedAsync(string kind) => _servers.GetOrAdd(
        kind,
        _ => new Lazy<Task<(TestDatabase, RunningServer)>>(async () =>
        {
            var database = await TestDatabase.CreateAsync(kind);
            return (database, await RunningServer.StartAsync(database));
        })).Value;
}
