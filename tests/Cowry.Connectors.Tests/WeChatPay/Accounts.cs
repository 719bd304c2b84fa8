using System.Security.Cryptography;
using Cowry.Connectors.WeChatPay;
using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>Accounts of this run's keys, and the gateway as the server gets it.</summary>
internal static class Accounts
{
    private static int made;

    public static GatewayAccount Of(
        string? baseUrl, string mode = "merchant", string verification = "public_key", params (string Name, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string>
        {
            ["mode"] = mode,
            ["verification"] = verification,
            ["appid"] = "wx2421b1c4370ec43b",
            ["mchid"] = "1900007291",
            ["merchant_serial"] = TestKeys.MerchantSerial,
        };
        var secrets = new Dictionary<string, string>
        {
            ["merchant_private_key"] = Pem(() => TestKeys.Merchant.ExportPkcs8PrivateKeyPem()),
            ["api_v3_key"] = TestKeys.ApiV3Key,
        };
        if (mode == "service_provider")
            settings["sub_mchid"] = "1900000109";
        if (verification == "public_key")
        {
            settings["public_key_id"] = TestKeys.PublicKeyId;
            secrets["public_key"] = Pem(() => TestKeys.Platform.ExportSubjectPublicKeyInfoPem());
        }

        if (baseUrl is not null)
            settings["base_url"] = baseUrl;
        foreach (var (name, value) in changes)
            Change(name is "merchant_private_key" or "api_v3_key" or "public_key" or "app_secret" ? secrets : settings, name, value);
        return new GatewayAccount(
            Id.New<PaymentAccountId>(TimeProvider.System.GetUtcNow()), Interlocked.Increment(ref made), settings, secrets);
    }

    public static GatewayOrder Order(string description = "牛肉面", string? number = null) => new(
        number ?? GatewayNumber.New(TimeProvider.System.GetUtcNow()),
        TimeProvider.System.GetUtcNow(),
        new Money(1250),
        description,
        TimeProvider.System.GetUtcNow().AddMinutes(5),
        "https://shop.example.com/notify/1",
        "小面馆",
        null);

    public static GatewayReference Reference(this GatewayOrder order) => new(order.Number, order.SentAt);

    public static GatewayReference Reference(string number) => new(number, TimeProvider.System.GetUtcNow());

    /// <summary>A refund of part or all of an order, under a number of its own.</summary>
    public static GatewayRefundOrder Refund(this GatewayOrder order, long fen, string notifyUrl = "https://shop.example.com/notify/1") => new(
        order.Reference(),
        order.Amount,
        new GatewayReference(GatewayNumber.New(TimeProvider.System.GetUtcNow()), TimeProvider.System.GetUtcNow()),
        new Money(fen),
        "🍜少了一碗",
        notifyUrl);

    public static ServiceProvider Services(Action<WeChatPayOptions>? configure = null, TimeProvider? clock = null)
    {
        var services = new ServiceCollection();
        if (clock is not null)
            services.AddSingleton(clock);
        services.AddWeChatPay(configure);
        return services.BuildServiceProvider();
    }

    public static RSA MerchantPublicKey()
    {
        lock (TestKeys.Merchant)
            return RSA.Create(TestKeys.Merchant.ExportParameters(includePrivateParameters: false));
    }

    private static string Pem(Func<string> export)
    {
        lock (TestKeys.Merchant)
            return export();
    }

    private static void Change(Dictionary<string, string> fields, string name, string? value)
    {
        if (value is null)
            fields.Remove(name);
        else
            fields[name] = value;
    }
}
