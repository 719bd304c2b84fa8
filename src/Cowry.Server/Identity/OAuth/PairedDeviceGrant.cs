using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Cowry.Server.Identity.OAuth;

/// <summary>
/// The device grant of RFC 8628 on OpenIddict's token endpoint. OpenIddict's own flow is approved on a page of its verification endpoint; ours by a call of
/// the API that also names the terminal, kept in a table of ours. So a device's question is handed to OpenIddict as an extension grant, which it
/// leaves to <see cref="ExchangeToken"/> to decide, and the metadata tells the outside the standard's names.
/// </summary>
internal static class PairedDeviceGrant
{
    /// <summary>The grant's name between here and <see cref="ExchangeToken"/>; no client ever sends it.</summary>
    public const string Type = "urn:cowry:grant:paired_device";

    public static void Add(OpenIddictServerBuilder server)
    {
        server.AllowCustomFlow(Type);
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler
            .UseInlineHandler(Rename)
            .SetOrder(int.MinValue + 50_000));
        server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler
            .UseInlineHandler(Describe)
            .SetOrder(OpenIddictServerHandlers.Discovery.AttachGrantTypes.Descriptor.Order + 500));
    }

    private static ValueTask Rename(ValidateTokenRequestContext context)
    {
        if (context.Request.GrantType == Type)
            context.Reject(Errors.UnsupportedGrantType, "There is no such grant.");
        else if (context.Request.GrantType == GrantTypes.DeviceCode)
            context.Request.GrantType = Type;
        return ValueTask.CompletedTask;
    }

    private static ValueTask Describe(HandleConfigurationRequestContext context)
    {
        context.GrantTypes.Remove(Type);
        context.GrantTypes.Add(GrantTypes.DeviceCode);
        if (context.BaseUri is { } address)
            context.DeviceAuthorizationEndpoint = new Uri(address, "oauth/device");
        return ValueTask.CompletedTask;
    }
}
