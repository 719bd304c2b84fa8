using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cowry.Server.Identity;

/// <summary>
/// Tokens that are nothing but randomness: 256 bits in base64url behind a prefix. Only their SHA-256 is stored; with so much randomness a slow hash
/// would protect nothing more, and a fast one is found by index.
/// </summary>
internal static class SecretTokens
{
    public const string ApiKey = "csk_";
    public const string StaffSession = "cst_";

    public static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Lower-case hex.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
