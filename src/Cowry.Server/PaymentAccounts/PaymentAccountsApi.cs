using Cowry.Client;
using Cowry.Client.ApiKeys;
using Cowry.Client.PaymentAccounts;
using Cowry.Primitives;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.PaymentAccounts;

/// <summary>The door of the slice that keeps a merchant's contracts with gateways.</summary>
internal static class PaymentAccountsApi
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/payment_accounts").WithTags("Payment accounts");
        group.MapPost("/", AddPaymentAccount.HandleAsync).WithName("create_payment_account").WithSummary("Add a gateway account")
            .Produces<PaymentAccount>(201).RequireScope(Scopes.StoresWrite);
        group.MapGet("/", ReadPaymentAccounts.ListAsync).WithName("list_payment_accounts").WithSummary("List gateway accounts")
            .Produces<Page<PaymentAccount>>().RequireScope(Scopes.StoresRead);
        group.MapGet("/{id}", ReadPaymentAccounts.GetAsync).WithName("get_payment_account").WithSummary("Read a gateway account")
            .Produces<PaymentAccount>().RequireScope(Scopes.StoresRead);
        group.MapPatch("/{id}", ChangePaymentAccount.HandleAsync).WithName("update_payment_account").WithSummary("Change a gateway account")
            .Produces<PaymentAccount>().RequireScope(Scopes.StoresWrite);
        group.MapPost("/{id}/check", CheckPaymentAccount.HandleAsync).WithName("check_payment_account").WithSummary("Try the credentials on the gateway")
            .Produces<PaymentAccountCheck>().RequireScope(Scopes.StoresWrite);
    }

    /// <summary>For the payments slice: the account that a method's new payments go to; null when there is none.</summary>
    public static Task<AccountFacts?> FirstEnabledAsync(CowryContext db, MerchantId merchant, string method, CancellationToken cancel) =>
        db.Set<PaymentAccountRow>().AsNoTracking()
            .Where(a => a.MerchantId == merchant && a.Method == method && a.Enabled)
            .OrderBy(a => a.Id)
            .Select(a => new AccountFacts(a.Id, a.Method, a.RatePpm))
            .FirstOrDefaultAsync(cancel);

    public static IServiceCollection AddPaymentAccounts(this IServiceCollection services) => services.AddSingleton<Gateways>();
}

/// <summary>What a payment takes over from its account when it is made.</summary>
internal sealed record AccountFacts(PaymentAccountId Id, string Method, int RatePpm);
