using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>The registration of everything that Alipay is made of.</summary>
internal static class AlipayServices
{
    public static async Task AddAlipay(this IServiceCollection services, Database database, TimeProvider time, SandboxOptions options)
    {
        var keys = await AlipayKeys.Open(database, time);
        services.AddSingleton(keys).AddSingleton(await AppBook.Open(database, keys, time, options))
            .AddSingleton<IGateway, AlipayApi>().AddSingleton<IWallet, AlipayWallet>()
            .AddSingleton<AlipayNotifications>().AddSingleton<INotificationDialect>(s => s.GetRequiredService<AlipayNotifications>())
            .AddSingleton<AlipayFaults>().AddSingleton<GatewayFaults>(s => s.GetRequiredService<AlipayFaults>())
            .AddSingleton<RequestCheck>().AddSingleton<AnswerWriter>().AddSingleton<Gateway>().AddSingleton<AppsApi>()
            .AddSingleton<BuyerBook>().AddSingleton<TradeJson>().AddSingleton<TradePayments>().AddSingleton<PayEarly>()
            .AddSingleton<Precreate>().AddSingleton<PayByCode>().AddSingleton<QueryTrade>().AddSingleton<CancelTrade>().AddSingleton<CloseTrade>()
            .AddSingleton<CreateTrade>().AddSingleton<OAuthToken>().AddSingleton<CertificateDownload>().AddSingleton<AskForBill>()
            .AddSingleton<RefundTrade>().AddSingleton<QueryRefund>()
            .AddSingleton<RefundSettler>().AddHostedService(s => s.GetRequiredService<RefundSettler>());
    }
}
