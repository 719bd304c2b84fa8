using Cowry.Connectors.UnionPay;
using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;

namespace Cowry.Connectors.Tests.UnionPay;

/// <summary>Accounts of this run's certificates, and the gateway as the server gets it.</summary>
internal static class Accounts
{
    public const string MerId = "777290058110048";
    private static readonly string[] SecretNames = ["pfx", "pfx_password", "private_key", "certificate", "root_cert", "middle_cert"];
    private static int made;

    public static GatewayAccount Of(string? baseUrl, params (string Name, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string> { ["mer_id"] = MerId };
        var secrets = new Dictionary<string, string>
        {
            ["private_key"] = Pem(),
            ["certificate"] = TestCertificates.Merchant.ExportCertificatePem(),
            ["root_cert"] = TestCertificates.Root.ExportCertificatePem(),
            ["middle_cert"] = TestCertificates.Middle.ExportCertificatePem(),
        };
        if (baseUrl is not null)
            settings["base_url"] = baseUrl;
        foreach (var (name, value) in changes)
        {
            var fields = SecretNames.Contains(name) ? secrets : settings;
            if (value is null)
                fields.Remove(name);
            else
                fields[name] = value;
        }

        return new GatewayAccount(
            Id.New<PaymentAccountId>(TimeProvider.System.GetUtcNow()), Interlocked.Increment(ref made), settings, secrets);
    }

    public static GatewayAccount Platform(string? baseUrl) => Of(
        baseUrl, ("access_type", "2"), ("sub_mer_id", "888290058110001"), ("sub_mer_name", "城北小面馆"), ("sub_mer_abbr", "小面馆"));

    public static GatewayOrder Order(DateTimeOffset? sentAt = null)
    {
        var at = sentAt ?? TimeProvider.System.GetUtcNow();
        return new GatewayOrder(
            GatewayNumber.New(at), at, new Money(1250), "牛肉面", at.AddMinutes(5), "https://shop.example.com/notify/1", "小面馆", null);
    }

    public static GatewayRefundOrder Refund(GatewayOrder order, string? transaction = "442401051450467846498", long fen = 250) => new(
        new GatewayReference(order.Number, order.SentAt, transaction),
        order.Amount,
        new GatewayReference(GatewayNumber.New(order.SentAt), order.SentAt.AddHours(2)),
        new Money(fen),
        "少了一份",
        "https://shop.example.com/notify/1");

    public static ServiceProvider Services(Action<UnionPayOptions>? configure = null, TimeProvider? clock = null)
    {
        var services = new ServiceCollection();
        if (clock is not null)
            services.AddSingleton(clock);
        services.AddUnionPay(configure);
        return services.BuildServiceProvider();
    }

    private static string Pem()
    {
        lock (TestCertificates.MerchantKey)
            return TestCertificates.MerchantKey.ExportPkcs8PrivateKeyPem();
    }
}
