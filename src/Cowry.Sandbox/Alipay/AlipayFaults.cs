namespace Cowry.Sandbox.Alipay;

/// <summary>What can be broken at the Alipay gateway.</summary>
internal sealed class AlipayFaults() : GatewayFaults(AlipayWallet.WalletName, AnswerWords, Words, LateFlag, SlashFlag)
{
    private const string LateFlag = "late_success_after_close";
    private const string SlashFlag = "escaped_slashes";

    /// <summary>
    /// What a faulty answer can look like, wherever an answer is given. <c>http_500</c> comes from something before the gateway;
    /// <c>unavailable</c> is the gateway's own 20000.
    /// </summary>
    private static readonly string[] AnswerWords = ["http_500", "unavailable", "timeout", "rate_limit", "rubbish", "bad_signature"];

    private static readonly FaultWords Answers = new([.. AnswerWords.Select(word => (word, FaultMeaning.Times))]);

    private static readonly Dictionary<FaultPoint, FaultWords> Words = new()
    {
        [FaultPoint.Notify] = FaultWords.Notify,
        [FaultPoint.Create] = Answers,
        [FaultPoint.Query] = Answers,
        [FaultPoint.Close] = Answers,
        [FaultPoint.Cancel] = Answers.With(("retry", FaultMeaning.Times)),
        [FaultPoint.ScanCode] = Answers.With(
            ("userpaying", FaultMeaning.Times), ("unknown", FaultMeaning.Times), ("rollback", FaultMeaning.Times)),
        [FaultPoint.Refund] = Answers.With(
            ("processing", FaultMeaning.Value), ("abnormal", FaultMeaning.Times), ("unknown", FaultMeaning.Times),
            ("seller_balance", FaultMeaning.Times)),
    };

    /// <summary>Whether a phone may still pay what the shop has closed.</summary>
    public bool LateSuccessAfterClose => IsSet(LateFlag);

    /// <summary>Answers carry <c>\/</c> for every slash, while the signature covers the plain text.</summary>
    public bool EscapedSlashes => IsSet(SlashFlag);
}
