using System.Text.Json;
using Cowry.Client;
using Cowry.Client.PaymentAccounts;
using Cowry.Client.Payments;

namespace Cowry.Server.PaymentAccounts;

/// <summary>
/// Between the typed settings of the wire and the flat names that a connector reads. A wallet's settings and secrets are records of the SDK; their
/// wire names are the connector's names, so a wallet is added here by one line in <see cref="SettingsOf"/> and <see cref="SecretsOf"/>.
/// </summary>
internal static class AccountWire
{
    public static PaymentAccount From(PaymentAccountRow row) => new()
    {
        Id = row.Id.Value,
        CreatedAt = row.CreatedAt,
        Method = PaymentMethod.WechatPay,
        Name = row.Name,
        RatePpm = row.RatePpm,
        Enabled = row.Enabled,
        WechatPay = JsonSerializer.Deserialize<WechatPaySettings>(row.Settings, Wire.Json),
        SecretsSet = row.SecretsSet.Split(',', StringSplitOptions.RemoveEmptyEntries),
        CheckedAt = row.CheckedAt,
        CheckOk = row.CheckOk,
    };

    public static Dictionary<string, string> SettingsOf(WechatPaySettings? wechatPay) => Flat(wechatPay);

    public static Dictionary<string, string> SecretsOf(WechatPaySecrets? wechatPay) => Flat(wechatPay);

    private static Dictionary<string, string> Flat<T>(T? record)
        where T : class => record is null
            ? []
            : JsonSerializer.SerializeToElement(record, Wire.Json).EnumerateObject()
                .Where(p => p.Value.ValueKind == JsonValueKind.String && p.Value.GetString()!.Length > 0)
                .ToDictionary(p => p.Name, p => p.Value.GetString()!.Trim(), StringComparer.Ordinal);
}
