using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Cowry.Server.Identity.OAuth;

namespace Cowry.Server.Terminals;

/// <summary>
/// POST /oauth/device (RFC 8628, section 3.1): a device without a keyboard asks to be paired. It is ours rather than OpenIddict's because the approval
/// is a call of the API that names the terminal and its store, not a page.
/// </summary>
internal static class RequestPairing
{
    public const string Path = "/oauth/device";

    /// <summary>How long the code on the screen is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Seconds that the device waits between two questions, to begin with.</summary>
    public const int Interval = 2;

    public static async Task<IResult> HandleAsync(HttpContext http, Database database, OAuthOrigin origin, TimeProvider time, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!http.Request.HasFormContentType)
            return Error("invalid_request", "Send a form.");
        var form = await http.Request.ReadFormAsync(cancel);
        if (form["client_id"] != OAuthClients.Terminal)
            return Error("invalid_client", "This client cannot pair devices.");
        if (form["scope"] is { Count: > 0 } scope && scope != OAuthClients.TerminalScope)
            return Error("invalid_scope", $"The only scope of a device is {OAuthClients.TerminalScope}.");

        var deviceCode = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var userCode = UserCode.New();
        var now = time.GetUtcNow();
        await database.WriteAsync(
            async db =>
            {
                db.Add(new DeviceRequestRow
                {
                    DeviceCodeHash = SecretTokens.Hash(deviceCode),
                    UserCode = userCode,
                    CreatedAt = now,
                    ExpiresAt = now + Lifetime,
                    Interval = Interval,
                });
                await db.SaveChangesAsync(cancel);
                return (true, true);
            },
            cancel);
        return Results.Json(Describe(deviceCode, UserCode.Show(userCode), origin.Of(http.Request)), JsonSerializerOptions.Web);
    }

    private static Dictionary<string, object> Describe(string deviceCode, string shown, string origin) => new(StringComparer.Ordinal)
    {
        ["device_code"] = deviceCode,
        ["user_code"] = shown,
        ["verification_uri"] = $"{origin}/office/pair",
        ["verification_uri_complete"] = $"{origin}/office/pair?user_code={shown}",
        ["expires_in"] = (int)Lifetime.TotalSeconds,
        ["interval"] = Interval,
    };

    private static IResult Error(string error, string description) => Results.Json(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["error"] = error, ["error_description"] = description },
        JsonSerializerOptions.Web,
        statusCode: 400);
}
