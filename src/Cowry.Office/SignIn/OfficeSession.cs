using Microsoft.AspNetCore.Components.Authorization;

namespace Cowry.Office.SignIn;

/// <summary>
/// The signed-in person's token for as long as a circuit lives. It starts with the cookie's tokens and renews them by itself; refresh tokens do
/// not rotate, so several tabs may do this with the same one.
/// </summary>
internal sealed class OfficeSession(AuthenticationStateProvider authentication, TokenEndpoint endpoint, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private OfficeTokens? _tokens;

    /// <summary>Null for somebody who is not signed in.</summary>
    /// <exception cref="SignedOutException">The server takes the refresh token no more.</exception>
    public async ValueTask<string?> GetAccessTokenAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            _tokens ??= OfficeTokens.From((await authentication.GetAuthenticationStateAsync()).User);
            if (_tokens is { RefreshToken: { } refresh } && _tokens.RunsOutWithin(OfficeSignIn.Margin, time.GetUtcNow()))
                _tokens = await endpoint.RefreshAsync(refresh, cancellation) ?? throw new SignedOutException();
            return _tokens?.AccessToken;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}

/// <summary>The person must sign in again.</summary>
internal sealed class SignedOutException : Exception
{
    public SignedOutException()
        : base("The session has ended.")
    {
    }
}
