namespace Cowry.Office.Account;

/// <summary>Where a sign-in ends that was refused or broken off.</summary>
public sealed partial class SignInFailedPage;
