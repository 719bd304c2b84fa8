using Cowry.Connectors.Alipay;
using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The door of the Alipay connector.</summary>
public static class AlipayServices
{
    /// <summary>
    /// Adds an <see cref="IPaymentGateway"/> for <c>alipay</c>, which is <see cref="IScanGateway"/>, <see cref="IRefundGateway"/> and
    /// <see cref="IWalletPage"/> as well; one instance serves all accounts and threads.
    /// </summary>
    public static IServiceCollection AddAlipay(this IServiceCollection services, Action<AlipayOptions>? configure = null)
    {
        var options = services.AddOptions<AlipayOptions>();
        if (configure is not null)
            options.Configure(configure);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<AlipayOptions>>().Value);
        services.TryAddSingleton<AlipayTransport>();
        services.TryAddSingleton<AlipayClient>();
        services.TryAddSingleton<AccountCheck>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentGateway, AlipayGateway>());
        return services;
    }
}
