using System.Security.Cryptography;
using System.Text;
using Cowry.Sandbox.WeChatPay;

namespace Cowry.Sandbox.OfficialAccount;

/// <summary>
/// The secret of each appid: 32 hex digits, made from what is kept of the merchant anyway, so that it stays the same after a restart.
/// </summary>
internal static class AppSecrets
{
    public static string Of(Merchant merchant, string appid) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.ASCII.GetBytes(merchant.ApiV3Key), Encoding.ASCII.GetBytes(appid)).AsSpan(0, 16));

    /// <summary>The secret of an appid of a merchant's, a provider's or a sub-merchant's; null when nobody has it.</summary>
    public static string? Find(MerchantBook merchants, string appid)
    {
        var owner = merchants.All.FirstOrDefault(merchant =>
            merchant.Appids.Contains(appid, StringComparer.Ordinal) || Array.Exists(merchant.SubMerchants, sub => sub.Appid == appid));
        return owner is null ? null : Of(owner, appid);
    }
}
