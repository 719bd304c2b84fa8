namespace Cowry.Sandbox.Phones;

/// <summary>The phone shows an error instead of a receipt.</summary>
/// <param name="code">Stable, in snake_case.</param>
internal sealed class PhoneRefusal(int status, string code, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static PhoneRefusal UnknownCode() => new(404, "code_unknown", "Nobody issued this code, or a newer one has replaced it.");

    public static PhoneRefusal NoPrompt() => new(404, "no_prompt", "No password prompt is open on this phone.");

    public static PhoneRefusal BalanceShort(long balance, long amount) =>
        new(402, "balance_short", $"The balance is {balance} fen, the payment {amount} fen.");
}
