namespace Cowry.Server.Hosting;

/// <summary>
/// How one server process runs; from configuration section <c>Cowry</c>, environment (<c>Cowry__Database</c>) or the command line
/// (<c>--Cowry:Database=…</c>). The defaults run a shop with nothing to install.
/// </summary>
internal sealed class ServerOptions
{
    /// <summary>Where the SQLite file and the master key lie.</summary>
    public string Data { get; set; } = ".cowry/data";

    /// <summary>A PostgreSQL connection string; empty for the SQLite file in <see cref="Data"/>.</summary>
    public string? Database { get; set; }

    /// <summary>A StackExchange.Redis configuration; empty when processes find each other's events by a short poll.</summary>
    public string? Redis { get; set; }

    /// <summary>How the outside reaches this server, for gateways' notifications and QR codes; empty: the address it listens on.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Where the built touch surfaces lie (a folder with <c>terminal/</c>); empty when they are not served here.</summary>
    public string? Web { get; set; }

    /// <summary>How long a QR stays open.</summary>
    public TimeSpan QrLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether the process's address may be used without TLS from elsewhere than this machine, in tests and behind a proxy.</summary>
    public bool AllowHttp { get; set; } = true;

    /// <summary>
    /// Whether programs on the owner's own machine may sign in as the owner (RFC 8252) without being asked about: for the demo and for development.
    /// </summary>
    public bool CommandLineClient { get; set; }

    /// <summary>Other processes may write to the same database.</summary>
    public bool MayHavePeers => Database is { Length: > 0 };

    public string SqliteFile => Path.Combine(Data, "cowry.db");
}

/// <summary>The address under which the outside reaches us, known once the server listens.</summary>
internal sealed class PublicUrl(ServerOptions options, IServiceProvider services)
{
    /// <summary>Without a trailing slash.</summary>
    public string Value => field ??= options.PublicUrl?.TrimEnd('/')
        ?? services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
            .Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()!
            .Addresses.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
            .Replace("*", "127.0.0.1", StringComparison.Ordinal).TrimEnd('/');
}
