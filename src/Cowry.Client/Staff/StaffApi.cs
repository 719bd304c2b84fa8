using Cowry.Client.Http;

namespace Cowry.Client.Staff;

/// <summary><c>/v1/staff</c> and <c>/v1/staff_sessions</c>.</summary>
public sealed class StaffApi
{
    private readonly ApiConnection _api;

    internal StaffApi(ApiConnection api) => _api = api;

    public Task<StaffMember> CreateAsync(CreateStaff member, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<StaffMember>("v1/staff", member, idempotencyKey, cancellation);

    public IAsyncEnumerable<StaffMember> ListAsync(CancellationToken cancellation = default) => _api.ListAsync<StaffMember>(Path, cancellation);

    public Task<Page<StaffMember>> GetPageAsync(PageRequest page, CancellationToken cancellation = default) =>
        _api.GetAsync<Page<StaffMember>>(Path(page), cancellation);

    public Task<StaffMember> UpdateAsync(string id, UpdateStaff change, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PatchAsync<StaffMember>("v1/staff/" + Uri.EscapeDataString(id), change, idempotencyKey, cancellation);

    /// <summary>Signs a person in on the terminal whose token this client carries; a client made with the answer's token then acts for them.</summary>
    public Task<StaffSession> SignInAsync(SignInStaff who, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<StaffSession>("v1/staff_sessions", who, idempotencyKey, cancellation);

    /// <summary>Ends the staff session whose token this client carries.</summary>
    public Task SignOutAsync(string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.DeleteAsync("v1/staff_sessions/current", idempotencyKey, cancellation);

    private static string Path(PageRequest page) => new Query("v1/staff").Add("limit", page.Limit).Add("cursor", page.Cursor).ToString();
}
