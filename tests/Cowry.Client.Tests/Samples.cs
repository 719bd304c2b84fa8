using System.Text.Json;
using Cowry.Client.Events;
using Cowry.Client.Payments;

namespace Cowry.Client.Tests;

internal static class Samples
{
    public static readonly CreatePayment Create = new() { Store = "sto_1", Amount = 1250, Method = PaymentMethod.WechatPay, Flow = PaymentFlow.ShowQr };

    public static Payment Payment(string id) => new()
    {
        Id = id,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Store = "sto_1",
        Amount = 1250,
        Method = PaymentMethod.WechatPay,
        Flow = PaymentFlow.ShowQr,
        Status = PaymentStatus.Pending,
        Number = "1124-0001",
    };

    public static EventRecord Event(long seq) => new()
    {
        Id = $"evt_{seq}",
        Stream = "sto_1",
        Seq = seq,
        Type = EventTypes.PaymentCreated,
        Data = JsonElement.Parse("{}"),
        Actor = new EventActor(),
        At = DateTimeOffset.UnixEpoch,
    };
}
