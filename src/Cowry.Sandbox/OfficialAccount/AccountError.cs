namespace Cowry.Sandbox.OfficialAccount;

/// <summary>A refusal of the account platform: <c>{"errcode", "errmsg"}</c> under HTTP 200.</summary>
internal sealed class AccountError(int errcode, string errmsg) : Exception(errmsg)
{
    public int Errcode { get; } = errcode;
}
