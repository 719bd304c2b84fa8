using System.Security.Cryptography;
using System.Text;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// A user's openid under an appid: 28 characters that start with <c>o</c>, always the same for the same two, different for every appid, as
/// with WeChat. An openid is known from the moment somebody asked for it.
/// </summary>
internal sealed class OpenidBook(Database database)
{
    public static string Of(string user, string appid)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{appid}\n{user}"));
        return "o" + Convert.ToBase64String(hash).Replace('+', '-').Replace('/', '_')[..27];
    }

    public async Task<string> Register(string user, string appid)
    {
        var openid = Of(user, appid);
        await database.Write(db => db.Execute("INSERT OR IGNORE INTO openids (openid, appid, user) VALUES ($1, $2, $3)", openid, appid, user));
        return openid;
    }

    /// <summary>Whose openid it is; null when it is nobody's under this appid.</summary>
    public string? UserOf(string openid, string appid) => database.Read(db =>
        db.One("SELECT user FROM openids WHERE openid = $1 AND appid = $2", row => row.GetString(0), openid, appid));
}
