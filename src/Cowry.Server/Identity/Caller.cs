using Cowry.Client.Events;
using Cowry.Primitives;

namespace Cowry.Server.Identity;

/// <summary>
/// Who is asking, made once from the bearer token of a request. A person on a terminal has both <see cref="Staff"/> and <see cref="Terminal"/>;
/// a worker acts as nobody.
/// </summary>
internal sealed record Caller(MerchantId Merchant)
{
    public StaffId? Staff { get; init; }

    public TerminalId? Terminal { get; init; }

    /// <summary>The store that a terminal stands in; it sees no other.</summary>
    public StoreId? Store { get; init; }

    public UserId? User { get; init; }

    public ApiKeyId? ApiKey { get; init; }

    public IReadOnlySet<string> Scopes { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Cowry itself, in a worker or for a gateway's notification.</summary>
    public static Caller Worker(MerchantId merchant) => new(merchant);

    /// <summary>The caller of a request behind <c>RequireScope</c>.</summary>
    public static Caller Of(HttpContext http) =>
        http.Features.Get<Caller>() ?? throw new InvalidOperationException("this endpoint asks for a caller but requires no scope");

    public EventActor ToActor() => new()
    {
        Staff = Staff?.Value,
        Terminal = Terminal?.Value,
        User = User?.Value,
        ApiKey = ApiKey?.Value,
    };
}
