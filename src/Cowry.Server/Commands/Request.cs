using Cowry.Server.Api;
using Cowry.Server.Identity;

namespace Cowry.Server.Commands;

/// <summary>
/// What every command knows of the request that asked for it: the caller, and the idempotency key with the hash that guards it.
/// Endpoints take it as a parameter; workers make it with <see cref="Worker"/>.
/// </summary>
internal sealed record Request(Caller Caller, string? Key, string Hash)
{
    /// <summary>A command that no request asked for.</summary>
    public static Request Worker(Primitives.MerchantId merchant) => new(Caller.Worker(merchant), null, "");

    /// <summary>Binds in an endpoint, after authorization. A body parameter must stand before it, since the hash is over the body.</summary>
    public static async ValueTask<Request?> BindAsync(HttpContext http)
    {
        var caller = Caller.Of(http);
        string? key = null;
        if (http.Request.Headers.TryGetValue("Idempotency-Key", out var values) && values.Count > 0)
        {
            key = values[0];
            if (values.Count > 1 || key is null or { Length: 0 or > 255 } || key.Any(c => c is < ' ' or > '~'))
                throw Refusals.Invalid("Idempotency-Key", "must be 1 to 255 printable ASCII characters");
        }

        if (key is not null && http.Items[typeof(RequestBytes)] is null && http.Request.ContentLength > 0)
            await RequestBytes.ReadAsync(http);
        return new Request(caller, key is null ? null : $"{Owner(caller)}:{key}", RequestBytes.Hash(http));
    }

    /// <summary>Keys of different callers never meet: each has its own space within the merchant.</summary>
    private static string Owner(Caller caller) =>
        caller.Terminal?.Value ?? caller.ApiKey?.Value ?? caller.User?.Value ?? "";
}
