using System.Globalization;
using System.Security.Claims;
using Cowry.Office.SignIn;
using Cowry.Office.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Cowry.Office.Shell;

/// <summary>Bar on top, places on the left (behind a button on a narrow screen), the page.</summary>
public sealed partial class OfficeLayout : IDisposable
{
    private static readonly (string Path, string Word, string Icon)[] Places =
    [
        ("", "Today", Icons.Material.Outlined.WbSunny),
        ("payments", "Payments", Icons.Material.Outlined.ReceiptLong),
        ("stores", "Stores", Icons.Material.Outlined.Storefront),
        ("terminals", "Terminals", Icons.Material.Outlined.PointOfSale),
        ("staff", "Staff", Icons.Material.Outlined.Badge),
        ("printers", "Printers", Icons.Material.Outlined.Print),
        ("payment-accounts", "PaymentAccounts", Icons.Material.Outlined.AccountBalanceWallet),
        ("api-keys", "ApiKeys", Icons.Material.Outlined.Key),
        ("account", "Account", Icons.Material.Outlined.Person),
    ];

    // Below the breakpoint the drawer closes itself.
    private bool _open = true;
    private string _merchant = "";
    private ErrorBoundary? _boundary;

    [Inject]
    private IStringLocalizer<OfficeText> Text { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    private string LanguageLink =>
        $"language?to={Other}&back={Uri.EscapeDataString(new Uri(Navigation.Uri).PathAndQuery)}";

    private static string Other => CultureInfo.CurrentUICulture.Name == Languages.English ? Languages.Chinese : Languages.English;

    public void Dispose() => Navigation.LocationChanged -= OnMoved;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnMoved;
        _merchant = (await Authentication).User.FindFirstValue(OfficeClaims.Merchant) ?? "";
    }

    private void OnMoved(object? sender, LocationChangedEventArgs moved)
    {
        _boundary?.Recover();
        _ = InvokeAsync(StateHasChanged);
    }
}
