using Cowry.Client.ApiKeys;
using Cowry.Client.Events;
using Cowry.Client.Http;
using Cowry.Client.PaymentAccounts;
using Cowry.Client.Payments;
using Cowry.Client.Printing;
using Cowry.Client.Setup;
using Cowry.Client.Staff;
using Cowry.Client.Stores;
using Cowry.Client.Terminals;

namespace Cowry.Client;

/// <summary>
/// The API, one property per slice. Every POST, PATCH and DELETE carries an <c>Idempotency-Key</c> (the caller's, or one made for the call), so a
/// call is tried again with the same key when the network, a proxy or the rate limit got in the way, and still works once.
/// Thread-safe; the <see cref="HttpClient"/> stays the caller's.
/// </summary>
public sealed class CowryClient
{
    /// <summary>With a token that is asked for before every try, so that one that runs out can be renewed.</summary>
    /// <param name="http">Its <see cref="HttpClient.BaseAddress"/> is the server's root, such as <c>https://pay.example/</c>.</param>
    /// <param name="accessToken">Its null sends no <c>Authorization</c>.</param>
    /// <param name="options">Null for the defaults.</param>
    public CowryClient(HttpClient http, Func<CancellationToken, ValueTask<string?>> accessToken, CowryClientOptions? options = null)
    {
        var api = new ApiConnection(http, accessToken, options ?? new CowryClientOptions());
        ApiKeys = new ApiKeysApi(api);
        Events = new EventsApi(api);
        Me = new MeApi(api);
        PaymentAccounts = new PaymentAccountsApi(api);
        Payments = new PaymentsApi(api);
        Printers = new PrintersApi(api);
        PrintJobs = new PrintJobsApi(api);
        Setup = new SetupApi(api);
        Staff = new StaffApi(api);
        Stores = new StoresApi(api);
        Terminals = new TerminalsApi(api);
    }

    /// <summary>With a token that does not change, such as an API key.</summary>
    public CowryClient(HttpClient http, string token)
        : this(http, _ => ValueTask.FromResult<string?>(token))
    {
    }

    public ApiKeysApi ApiKeys { get; }

    public EventsApi Events { get; }

    public MeApi Me { get; }

    public PaymentAccountsApi PaymentAccounts { get; }

    public PaymentsApi Payments { get; }

    public PrintersApi Printers { get; }

    public PrintJobsApi PrintJobs { get; }

    public SetupApi Setup { get; }

    public StaffApi Staff { get; }

    public StoresApi Stores { get; }

    public TerminalsApi Terminals { get; }
}
