namespace Cowry.Sandbox.WeChatPay;

/// <summary>What can be broken at the WeChat Pay gateway.</summary>
internal sealed class WeChatFaults() : GatewayFaults(WeChatWallet.WalletName, AnswerWords, Words, LateFlag)
{
    private const string LateFlag = "late_success_after_close";

    /// <summary>What a faulty answer can look like, wherever an answer is given.</summary>
    private static readonly string[] AnswerWords = ["http_500", "timeout", "rate_limit", "rubbish", "bad_signature"];

    private static readonly FaultWords Answers = new([.. AnswerWords.Select(word => (word, FaultMeaning.Times))]);

    private static readonly Dictionary<FaultPoint, FaultWords> Words = new()
    {
        [FaultPoint.Notify] = FaultWords.Notify,
        [FaultPoint.Create] = Answers,
        [FaultPoint.Query] = Answers,
        [FaultPoint.Close] = Answers,
        [FaultPoint.ScanCode] = Answers.With(("userpaying", FaultMeaning.Times), ("unknown", FaultMeaning.Times)),
        [FaultPoint.Refund] = Answers.With(("processing", FaultMeaning.Value), ("abnormal", FaultMeaning.Times)),
    };

    /// <summary>Whether a phone may still pay an order that the shop has closed.</summary>
    public bool LateSuccessAfterClose => IsSet(LateFlag);
}
