using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Cowry.Office.Hosting;

/// <summary>Where the API is and who the back office is to it.</summary>
public sealed class OfficeOptions
{
    /// <summary>The server's root as this process reaches it, asked at run time since a port may be chosen late. Default: the address that the host listens on.</summary>
    public Func<IServiceProvider, string> ApiBaseAddress { get; set; } = OwnAddress;

    public string ClientId { get; set; } = "cowry-office";

    /// <summary>Null for a public client, which PKCE alone protects.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The API's reference page, for the link on the start page.</summary>
    public string DocsPath { get; set; } = "/docs/api";

    private static string OwnAddress(IServiceProvider services) =>
        services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?.Replace("[::]", "127.0.0.1", StringComparison.Ordinal)
            .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
            .Replace("*", "127.0.0.1", StringComparison.Ordinal)
            .Replace("+", "127.0.0.1", StringComparison.Ordinal)
        ?? throw new InvalidOperationException("The host tells no address; set OfficeOptions.ApiBaseAddress.");
}
