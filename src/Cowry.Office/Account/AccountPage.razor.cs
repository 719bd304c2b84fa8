using System.Security.Claims;
using Cowry.Office.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Cowry.Office.Account;

/// <summary><c>/office/account</c>: the ways to the person's own pages, which belong to the server, and the way out.</summary>
public sealed partial class AccountPage
{
    private string? _email;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    protected override async Task OnInitializedAsync() => _email = (await Authentication).User.FindFirstValue(OfficeClaims.Email);
}
