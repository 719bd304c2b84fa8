using Cowry.Client;
using Cowry.Client.Problems;
using Cowry.Client.Setup;
using Cowry.Office.Hosting;
using Cowry.Office.Parts;
using Cowry.Office.SignIn;
using Cowry.Office.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Cowry.Office.Setup;

/// <summary><c>/office/setup</c>: merchant, owner and first store on an empty system, as a plain form without a circuit.</summary>
public sealed partial class SetupPage
{
    private readonly FormErrors _errors = new();
    private string? _fault;

    [SupplyParameterFromForm(FormName = "setup")]
    private SetupInput Input { get; set; } = default!;

    [Inject]
    private CowryClient Api { get; set; } = default!;

    [Inject]
    private SetupGate Gate { get; set; } = default!;

    [Inject]
    private IStringLocalizer<OfficeText> Text { get; set; } = default!;

    [Inject]
    private Show Show { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new SetupInput();
        try
        {
            if (!await Gate.IsRequiredAsync(CancellationToken.None))
                Navigation.NavigateTo(OfficeRoutes.Path);
        }
        catch (Exception fault) when (fault is HttpRequestException or CowryProblemException)
        {
            _fault = Text["Fault.Unreachable"];
        }
    }

    private async Task SetUpAsync()
    {
        if (!Complete())
            return;
        try
        {
            await Api.Setup.SetUpAsync(new SetUpMerchant
            {
                Code = Input.Code!.Trim(),
                MerchantName = Input.MerchantName!.Trim(),
                StoreName = Input.StoreName!.Trim(),
                OwnerName = Input.OwnerName!.Trim(),
                OwnerEmail = Input.OwnerEmail!.Trim(),
                OwnerPassword = Input.OwnerPassword!,
            });
        }
        catch (CowryProblemException refused)
        {
            _fault = Show.Code(refused.Problem.Code, refused.Problem.Detail ?? refused.Problem.Title);
            _errors.Take(refused, _fault, Show.Rule);
            return;
        }
        catch (HttpRequestException)
        {
            _fault = Text["Fault.Unreachable"];
            return;
        }

        // From here the sign-in takes over, since nobody is signed in yet.
        Navigation.NavigateTo(OfficeRoutes.Path);
    }

    private bool Complete()
    {
        string required = Text["Form.Required"];
        return _errors.Require("code", Input.Code, required)
            & _errors.Require("merchant_name", Input.MerchantName, required)
            & _errors.Require("store_name", Input.StoreName, required)
            & _errors.Require("owner_name", Input.OwnerName, required)
            & _errors.Require("owner_email", Input.OwnerEmail, required)
            & _errors.Require("owner_password", Input.OwnerPassword, required);
    }
}

/// <summary>What was typed on the set-up page.</summary>
public sealed class SetupInput
{
    public string? Code { get; set; }

    public string? MerchantName { get; set; }

    public string? StoreName { get; set; }

    public string? OwnerName { get; set; }

    public string? OwnerEmail { get; set; }

    public string? OwnerPassword { get; set; }
}
