using Cowry.Client;
using Cowry.Client.ApiKeys;
using Cowry.Client.Payments;
using Cowry.Primitives;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Payments;

/// <summary>The payments slice's door.</summary>
internal static class PaymentsApi
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/payments").WithTags("Payments");
        group.MapPost("/", TakePayment.HandleAsync).WithName("create_payment").WithSummary("Take a payment")
            .Produces<Payment>(201).RequireScope(Scopes.PaymentsWrite);
        group.MapGet("/", ListPayments.HandleAsync).WithName("list_payments").WithSummary("List payments, newest first")
            .Produces<Page<Payment>>().RequireScope(Scopes.PaymentsRead);
        group.MapGet("/{id}", GetPayment.HandleAsync).WithName("get_payment").WithSummary("Read a payment")
            .Produces<Payment>().RequireScope(Scopes.PaymentsRead);
        group.MapGet("/{id}/qr.png", GetPayment.QrAsync).WithName("get_payment_qr").WithSummary("Draw the open QR of a payment")
            .Produces(200, contentType: "image/png").RequireScope(Scopes.PaymentsRead);
        group.MapPost("/{id}/close", ClosePayment.HandleAsync).WithName("close_payment").WithSummary("Cancel a payment that nobody has paid")
            .Produces<Payment>().RequireScope(Scopes.PaymentsWrite);

        v1.MapPost("/notifications/{merchant}/{account}", ReceiveNotification.HandleAsync)
            .ExcludeFromDescription().AllowAnonymous();
    }

    /// <summary>For other slices: a payment that the caller may see, as the API shows it; null otherwise.</summary>
    public static async Task<Payment?> FindAsync(CowryContext db, Caller caller, PaymentId id, DateTimeOffset now, CancellationToken cancel)
    {
        var row = await db.Set<PaymentRow>().AsNoTracking().SingleOrDefaultAsync(p => p.MerchantId == caller.Merchant && p.Id == id, cancel);
        return row is not null && (caller.Store is null || caller.Store == row.StoreId) ? PaymentWire.From(row, now) : null;
    }

    public static IServiceCollection AddPayments(this IServiceCollection services) => services
        .AddSingleton<AskGateway>()
        .AddSingleton<PaymentMetrics>()
        .AddHostedService<PollPayments>();
}
