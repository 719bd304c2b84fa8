using Cowry.Server.Hosting;
using Cowry.Server.Identity.Secrets;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Cowry.Server.Identity.OAuth;

/// <summary>The back office's credentials, for the host that runs it in this process.</summary>
internal sealed class OfficeClient(MasterKey master)
{
    public string Id => OAuthClients.Office;

    public string Secret { get; } = Convert.ToHexStringLower(master.Derive("oauth-client-cowry-office"));
}

/// <summary>Our own OAuth clients, made at the start when they are missing.</summary>
internal static class OAuthClients
{
    public const string Terminal = "cowry-terminal";
    public const string Office = "cowry-office";

    /// <summary>Programs on the owner's own machine (RFC 8252): public, with PKCE, sent back to a loopback address on any port.</summary>
    public const string CommandLine = "cowry-cli";

    /// <summary>The one scope that a device asks for; what a terminal may do follows from who is signed in on it.</summary>
    public const string TerminalScope = "terminal";

    /// <summary>Where the back office is sent back to, on whichever address of ours the person is.</summary>
    public const string OfficeCallback = "/office/signed-in";

    public static async Task EnsureAsync(IServiceProvider services, CancellationToken cancel)
    {
        var manager = services.GetRequiredService<IOpenIddictApplicationManager>();
        var office = services.GetRequiredService<OfficeClient>();
        await EnsureAsync(services, TerminalClient(), cancel);
        if (services.GetRequiredService<ServerOptions>().CommandLineClient)
            await EnsureAsync(services, CommandLineClient(), cancel);
        await EnsureAsync(services, OfficeDescriptor(office.Secret), cancel);
        // A restored database under another master key has the former secret.
        if (await manager.FindByClientIdAsync(Office, cancel) is { } known && !await manager.ValidateClientSecretAsync(known, office.Secret, cancel))
            await manager.UpdateAsync(known, OfficeDescriptor(office.Secret), cancel);
    }

    private static async Task EnsureAsync(IServiceProvider services, OpenIddictApplicationDescriptor client, CancellationToken cancel)
    {
        // In a scope of its own: what could not be saved stays in its context and would fail the next save too.
        await using var scope = services.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        if (await manager.FindByClientIdAsync(client.ClientId!, cancel) is not null)
            return;
        try
        {
            await manager.CreateAsync(client, cancel);
        }
        catch (Exception lost) when (lost is DbUpdateException or OpenIddictExceptions.ValidationException)
        {
            // Another process that started at the same time made it; if it did not, the fault is another one.
            if (await IsMissingAsync(services, client, cancel))
                throw;
        }
    }

    private static async Task<bool> IsMissingAsync(IServiceProvider services, OpenIddictApplicationDescriptor client, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().FindByClientIdAsync(client.ClientId!, cancel) is null;
    }

    private static OpenIddictApplicationDescriptor TerminalClient() => new()
    {
        ClientId = Terminal,
        ClientType = ClientTypes.Public,
        DisplayName = "Cowry terminal",
        Permissions =
        {
            Permissions.Endpoints.Token, Permissions.Endpoints.Revocation,
            Permissions.Prefixes.GrantType + PairedDeviceGrant.Type, Permissions.GrantTypes.RefreshToken,
            Permissions.Prefixes.Scope + TerminalScope,
        },
    };

    private static OpenIddictApplicationDescriptor CommandLineClient()
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = CommandLine,
            ClientType = ClientTypes.Public,
            ApplicationType = ApplicationTypes.Native,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = "Cowry command line",
            RedirectUris = { new Uri("http://127.0.0.1/signed-in") },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        client.Permissions.UnionWith(Client.ApiKeys.Scopes.All.Select(scope => Permissions.Prefixes.Scope + scope));
        return client;
    }

    private static OpenIddictApplicationDescriptor OfficeDescriptor(string secret)
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = Office,
            ClientType = ClientTypes.Confidential,
            ClientSecret = secret,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = "Cowry back office",
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
                Permissions.Scopes.Email, Permissions.Scopes.Profile,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        client.Permissions.UnionWith(Client.ApiKeys.Scopes.All.Select(scope => Permissions.Prefixes.Scope + scope));
        return client;
    }
}
