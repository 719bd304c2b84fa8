using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// What Alipay calls a phone's user: an account (user_id, 2088 and twelve digits, the same for all apps), the newer open_id of one app, and
/// the masked name on receipts. An id is known from the moment that somebody asked for it.
/// </summary>
internal sealed class BuyerBook(Database database, TimeProvider time)
{
    private static readonly long CodeLife = (long)TimeSpan.FromMinutes(5).TotalMilliseconds;

    public static string UserId(string user)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"alipay\n{user}"));
        var number = BinaryPrimitives.ReadUInt64BigEndian(hash) % 1_000_000_000_000;
        return string.Create(CultureInfo.InvariantCulture, $"2088{number:000000000000}");
    }

    public static string OpenId(string user, string appId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{appId}\n{user}"));
        return "0" + Convert.ToBase64String(hash).Replace('+', '-').Replace('/', '_').TrimEnd('=');
    }

    public static string LogonId(string user) => $"{user[..Math.Min(3, user.Length)]}***@sandbox.example";

    /// <summary>A code for alipay.system.oauth.token, as a page gets it when it sends the user through the wallet's authorisation.</summary>
    public Task<string> NewAuthCode(string user, string appId)
    {
        var code = RandomText.Letters().ToLowerInvariant();
        return database.Write(db =>
        {
            db.Execute("INSERT OR IGNORE INTO alipay_buyers (id, user) VALUES ($1, $2)", UserId(user), user);
            db.Execute("INSERT OR IGNORE INTO alipay_buyers (id, user) VALUES ($1, $2)", OpenId(user, appId), user);
            db.Execute(
                "INSERT INTO alipay_auth_codes (code, app_id, user, expires_at) VALUES ($1, $2, $3, $4)", code, appId, user, Now() + CodeLife);
            return code;
        });
    }

    /// <summary>Whose code it is, once; null when it is nobody's.</summary>
    public Task<string?> SpendAuthCode(string code, string appId) => database.Write(db =>
    {
        var user = db.One(
            "SELECT user FROM alipay_auth_codes WHERE code = $1 AND app_id = $2 AND expires_at > $3", row => row.GetString(0), code, appId, Now());
        if (user is not null)
            db.Execute("DELETE FROM alipay_auth_codes WHERE code = $1", code);
        return user;
    });

    /// <summary>Whose user_id or open_id it is; null when it is nobody's.</summary>
    public string? UserOf(string id) => database.Read(db => db.One("SELECT user FROM alipay_buyers WHERE id = $1", row => row.GetString(0), id));

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
