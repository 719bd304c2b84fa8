using System.Globalization;
using System.Resources;

namespace Cowry.Server.Identity.Account;

/// <summary>The words of the account pages, in the language of the request: <c>AccountText.resx</c> is Chinese, <c>AccountText.en.resx</c> English.</summary>
internal static class AccountText
{
    private static readonly ResourceManager Words = new("Cowry.Server.Identity.Account.AccountText", typeof(AccountText).Assembly);

    public static string Get(string name) =>
        Words.GetString(name, CultureInfo.CurrentUICulture) ?? throw new InvalidOperationException($"AccountText has no word for {name}");
}
