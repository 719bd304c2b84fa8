using Cowry.Client;
using Cowry.Client.Problems;
using Cowry.Office.SignIn;
using Cowry.Office.Words;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using MudBlazor;

namespace Cowry.Office.Parts;

/// <summary>What every page has at hand, and the one way in which a page asks the API for something.</summary>
[Authorize(OfficeSchemes.Policy)]
public abstract class OfficePage : ComponentBase
{
    [Inject]
    protected CowryClient Api { get; set; } = default!;

    [Inject]
    protected IStringLocalizer<OfficeText> Text { get; set; } = default!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    [Inject]
    protected ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    protected TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<OfficePage> Log { get; set; } = default!;

    [Inject]
    private Show ShowWords { get; set; } = default!;

    private protected Show Show => ShowWords;

    /// <summary>
    /// Does the work and says so; a refusal goes beside its fields, or where there are none into the form's own line. False when it did not work.
    /// </summary>
    private protected async Task<bool> SaveAsync(FormErrors errors, Func<Task> work, string? saved = null)
    {
        errors.Clear();
        try
        {
            await work();
            Snackbar.Add(saved ?? Text["Form.Saved"], Severity.Success);
            return true;
        }
        catch (Exception fault) when (Explain(fault) is { } words)
        {
            errors.Take(fault, words, ShowWords.Rule);
            return false;
        }
    }

    /// <summary>The sentence for a fault of the API or of the way to it; null for a fault of ours.</summary>
    private protected string? Explain(Exception fault)
    {
        switch (fault)
        {
            case SignedOutException or CowryProblemException { Problem.Status: 401 }:
                Navigation.Refresh(forceReload: true);
                return Text["Fault.SignedOut"];
            case CowryProblemException { Problem: var problem }:
                var words = ShowWords.Code(problem.Code, problem.Detail ?? problem.Title);
                return problem.Errors is null ? $"{words} ({problem.Code} · {problem.RequestId})" : words;
            case HttpRequestException or TaskCanceledException:
                Log.LogWarning(fault, "The API could not be reached");
                return Text["Fault.Unreachable"];
            default:
                return null;
        }
    }

    /// <summary>The merchant's stores; none where they cannot be had now, since a list without their names is better than none.</summary>
    private protected async Task<Places> PlacesAsync()
    {
        try
        {
            return new Places(await Api.Stores.ListAsync().Take(500).ToListAsync());
        }
        catch (Exception fault) when (Explain(fault) is { } words)
        {
            Snackbar.Add(words, Severity.Error);
            return Places.None;
        }
    }

    /// <summary>The page's address with some of its query changed; null takes a part away.</summary>
    private protected string With(params (string Name, object? Value)[] query) =>
        Navigation.GetUriWithQueryParameters(query.ToDictionary(part => part.Name, part => part.Value));

    private protected void Go(params (string Name, object? Value)[] query) => Navigation.NavigateTo(With(query));
}
