using Cowry.Connectors.Alipay;
using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>Accounts of this run's keys, and the gateway as the server gets it.</summary>
internal static class Accounts
{
    public const string AppId = "2021001161683774";
    public const string Seller = "2088831204659217";
    public const string Provider = "2088531891668739";
    private static readonly string[] SecretNames =
        ["app_private_key", "alipay_public_key", "app_cert", "alipay_cert", "alipay_root_cert", "app_auth_token"];

    private static int made;

    public static GatewayAccount Of(
        string? baseUrl, string mode = "merchant", string verification = "public_key", params (string Name, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string>
        {
            ["mode"] = mode,
            ["verification"] = verification,
            ["app_id"] = AppId,
            ["seller_id"] = Seller,
        };
        var secrets = new Dictionary<string, string> { ["app_private_key"] = TestKeys.Private(TestKeys.App) };
        if (verification == "certificate")
        {
            secrets["app_cert"] = TestKeys.AppCertificate.ExportCertificatePem();
            secrets["alipay_cert"] = TestKeys.AlipayCertificate.ExportCertificatePem();
            secrets["alipay_root_cert"] = TestKeys.RootPem;
        }
        else
        {
            secrets["alipay_public_key"] = TestKeys.Public(TestKeys.Alipay);
        }

        if (mode == "service_provider")
        {
            settings["sys_service_provider_id"] = Provider;
            secrets["app_auth_token"] = "201510BBb507dc9f5efe41a0b98ae22f01519X62";
        }

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

    public static GatewayOrder Order(string description = "牛肉面", DateTimeOffset? sentAt = null)
    {
        var at = sentAt ?? TimeProvider.System.GetUtcNow();
        return new GatewayOrder(
            GatewayNumber.New(at), at, new Money(1250), description, at.AddMinutes(5), "https://shop.example.com/notify/1", "小面馆", null);
    }

    /// <summary>A refund of part or all of an order, asked for an hour after it.</summary>
    public static GatewayRefundOrder Refund(this GatewayOrder order, long fen = 250, string? reason = "少了一份") => new(
        order.Reference(),
        order.Amount,
        new GatewayReference(GatewayNumber.New(order.SentAt), order.SentAt.AddHours(1)),
        new Money(fen),
        reason,
        order.NotifyUrl);

    public static ServiceProvider Services(Action<AlipayOptions>? configure = null, TimeProvider? clock = null)
    {
        var services = new ServiceCollection();
        if (clock is not null)
            services.AddSingleton(clock);
        services.AddAlipay(configure);
        return services.BuildServiceProvider();
    }

    public static IPaymentGateway Gateway(this ServiceProvider services) => services.GetRequiredService<IPaymentGateway>();

    public static IScanGateway Scanner(this ServiceProvider services) => (IScanGateway)services.Gateway();

    public static IRefundGateway Refunds(this ServiceProvider services) => (IRefundGateway)services.Gateway();

    public static IWalletPage Page(this ServiceProvider services) => (IWalletPage)services.Gateway();
}
