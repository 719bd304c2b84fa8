using Cowry.Connectors.WeChatPay;
using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The door of the WeChat Pay connector.</summary>
public static class WeChatPayServices
{
    /// <summary>
    /// Adds an <see cref="IPaymentGateway"/> for <c>wechat_pay</c>, with all ports beside it; one instance serves all accounts and threads.
    /// </summary>
    public static IServiceCollection AddWeChatPay(this IServiceCollection services, Action<WeChatPayOptions>? configure = null)
    {
        var options = services.AddOptions<WeChatPayOptions>();
        if (configure is not null)
            options.Configure(configure);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<WeChatPayOptions>>().Value);
        services.TryAddSingleton<WeChatPayTransport>();
        services.TryAddSingleton<WeChatPayClient>();
        services.TryAddSingleton<WeChatPayCaller>();
        services.TryAddSingleton<CodePayments>();
        services.TryAddSingleton<Refunds>();
        services.TryAddSingleton<OfficialAccount>();
        services.TryAddSingleton<WalletPage>();
        services.TryAddSingleton<AccountCheck>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentGateway, WeChatPayGateway>());
        return services;
    }
}
