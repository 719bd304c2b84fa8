using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>The registration of everything that WeChat Pay is made of.</summary>
internal static class WeChatPayServices
{
    public static async Task AddWeChatPay(this IServiceCollection services, Database database, TimeProvider time, SandboxOptions options)
    {
        var platform = PlatformKeys.Open(database, time);
        var merchants = MerchantBook.Open(database, time, options);
        services.AddSingleton(await platform).AddSingleton(await merchants)
            .AddSingleton<IGateway, WeChatPayApi>().AddSingleton<IWallet, WeChatWallet>().AddSingleton<INotificationDialect, WeChatNotifications>()
            .AddSingleton<WeChatFaults>().AddSingleton<GatewayFaults>(s => s.GetRequiredService<WeChatFaults>())
            .AddSingleton<RequestSignature>().AddSingleton<AnswerSigner>().AddSingleton<Gate>()
            .AddSingleton<Certificates>().AddSingleton<SecurityEcho>().AddSingleton<ApplyForBill>()
            .AddSingleton<OpenidBook>().AddSingleton<OrderPayments>().AddSingleton<PayEarly>()
            .AddSingleton<PlaceOrder>().AddSingleton<QueryOrder>().AddSingleton<CloseOrder>().AddSingleton<PayByCode>().AddSingleton<ReverseOrder>()
            .AddSingleton<RefundOrder>().AddSingleton<RefundSettler>().AddHostedService(s => s.GetRequiredService<RefundSettler>());
    }
}
