using System.Text.Json;
using Cowry.Domain.Payments;
using Cowry.Server.Api;
using Cowry.Server.Identity;

namespace Cowry.Server.PaymentAccounts;

/// <summary>Writes settings and secrets into a row, after the connector has looked at them; refuses with its words, field by field.</summary>
internal static class AccountRules
{
    public static void Store(
        PaymentAccountRow row, IPaymentGateway gateway, Dictionary<string, string> settings, Dictionary<string, string> secrets, ISecretBox box)
    {
        var errors = gateway.Validate(new GatewayAccount(row.Id, row.Version, settings, secrets));
        if (errors.Count > 0)
            throw Refusals.Invalid(errors);
        row.Settings = JsonSerializer.Serialize(settings);
        row.SealedSecrets = box.Seal(Gateways.SecretPurpose, JsonSerializer.Serialize(secrets));
        row.SecretsSet = string.Join(',', secrets.Keys.Order(StringComparer.Ordinal));
        (row.CheckedAt, row.CheckOk) = (null, null);
        row.Version++;
    }

    public static Check Rate(Check check, int rate) => check.Range(rate, "rate_ppm", 0, Primitives.Rate.One);
}
