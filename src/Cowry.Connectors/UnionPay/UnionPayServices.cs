using Cowry.Connectors.UnionPay;
using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The door of the UnionPay connector.</summary>
public static class UnionPayServices
{
    /// <summary>Adds an <see cref="IPaymentGateway"/> for <c>unionpay</c>; one instance serves all accounts and threads.</summary>
    public static IServiceCollection AddUnionPay(this IServiceCollection services, Action<UnionPayOptions>? configure = null)
    {
        var options = services.AddOptions<UnionPayOptions>();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<UnionPayOptions>>().Value);
        services.TryAddSingleton<UnionPayClient>();
        services.TryAddSingleton<UnionPayCaller>();
        services.TryAddSingleton<Queries>();
        services.TryAddSingleton<CodePayments>();
        services.TryAddSingleton<Refunds>();
        services.TryAddSingleton<WalletPage>();
        services.TryAddSingleton<AccountCheck>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentGateway, UnionPayGateway>());
        return services;
    }
}
