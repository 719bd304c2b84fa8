using Cowry.Client;
using Cowry.Client.ApiKeys;
using Cowry.Office.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Cowry.Office.ApiKeys;

/// <summary><c>/office/api-keys</c>. A new key's secret is on this page until it is left, and nowhere after.</summary>
public sealed partial class ApiKeysPage
{
    private readonly FormErrors _errors = new();
    private readonly SortedSet<string> _scopes = new(StringComparer.Ordinal);
    private IReadOnlyList<ApiKey> _keys = [];
    private ListPage<ApiKey>? _list;
    private ApiKey? _made;
    private string? _name;
    private string? _shown;

    [SupplyParameterFromQuery]
    private string? Open { get; set; }

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    private ApiKey? Opened => _keys.FirstOrDefault(key => key.Id == Open);

    protected override void OnParametersSet()
    {
        if (Open == _shown)
            return;
        _shown = Open;
        _made = null;
        _name = null;
        _scopes.Clear();
        _errors.Clear();
    }

    private async Task<Page<ApiKey>> LoadAsync(PageRequest request)
    {
        var page = await Api.ApiKeys.GetPageAsync(request);
        _keys = page.Data;
        StateHasChanged();
        return page;
    }

    private void Toggle(string scope)
    {
        if (!_scopes.Remove(scope))
            _scopes.Add(scope);
    }

    private async Task CreateAsync()
    {
        _errors.Clear();
        var named = _errors.Require("name", _name, Text["Form.Required"]);
        if (_scopes.Count == 0)
            _errors.Add("scopes", Text["ApiKeys.NoScopes"]);
        if (!named || _scopes.Count == 0)
            return;
        var key = new CreateApiKey { Name = _name!.Trim(), Scopes = [.. _scopes] };
        if (await SaveAsync(_errors, async () => _made = await Api.ApiKeys.CreateAsync(key), Text["ApiKeys.Created"]))
            await _list!.ReloadAsync();
    }

    private async Task CopyAsync(string secret)
    {
        try
        {
            await Browser.InvokeVoidAsync("navigator.clipboard.writeText", secret);
            Snackbar.Add(Text["ApiKeys.Copied"], Severity.Success);
        }
        catch (JSException)
        {
            Snackbar.Add(Text["ApiKeys.CopyByHand"], Severity.Warning);
        }
    }

    private async Task RevokeAsync()
    {
        if (await SaveAsync(_errors, () => Api.ApiKeys.RevokeAsync(Open!), Text["ApiKeys.Revoked"]))
            await _list!.ReloadAsync();
        else
            Snackbar.Add(_errors.Whole!, Severity.Error);
    }

    private bool Works(ApiKey key) => State(key) == "active";

    private string State(ApiKey key) =>
        key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= Clock.GetUtcNow() ? "expired" : "active";
}
