using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>From what went wrong on the wire to the one thing that its owner must mend.</summary>
internal static class Diagnosis
{
    public static AccountFinding Of(WireAnswer.Broken broken, string host) => broken.Failure switch
    {
        WireFailure.Unreachable => Findings.HostUnreachable(host),
        WireFailure.Tls => Findings.TlsFailed(host),
        WireFailure.Timeout => Findings.HostTimeout(host),
        WireFailure.BadSignature => Findings.PlatformSignatureWrong,
        _ => Findings.GatewayTrouble(ErrorTable.Of(broken).Code, broken.Message),
    };

    public static AccountFinding Of(WeChatPayProblem problem, WeChatPayCredentials credentials)
    {
        if (!problem.IsFinal)
            return Findings.GatewayTrouble(problem.Code, problem.Message);
        if (Mentions(problem, MessageSignature.SerialHeader) && credentials.PublicKeyId is not null)
            return Findings.PublicKeyIdWrong;
        return problem.Code switch
        {
            ErrorTable.CredentialsRefused => OfSignature(problem),
            "gateway_appid_not_bound" or "gateway_appid_unknown" => Findings.AppidNotBound,
            "gateway_merchant_unknown" => Findings.MerchantUnknown,
            "gateway_product_not_opened" => Findings.ProductNotOpened(credentials.IsServiceProvider),
            _ => Findings.TestOrderRefused(problem.Message),
        };
    }

    /// <summary>Null when the answer is genuine.</summary>
    public static AccountFinding? Of(Verdict verdict, string? serial, WeChatPayCredentials credentials) => verdict switch
    {
        Verdict.Genuine => null,
        Verdict.UnknownKey when credentials.PublicKeyId is not null => Findings.PublicKeyIdWrong,
        Verdict.Forged when serial is not null && serial == credentials.PublicKeyId => Findings.PublicKeyWrong,
        Verdict.Stale => Findings.GatewayTrouble("gateway_timestamp_stale", "the answer was signed too long ago, or ahead of our clock"),
        _ => Findings.PlatformSignatureWrong,
    };

    // WeChat answers an unknown serial with a text about the serial (商户证书序列号有误), and a signature by another key with the issue
    // "sign not match"; the code is SIGN_ERROR for both.
    private static AccountFinding OfSignature(WeChatPayProblem problem)
    {
        if (Mentions(problem, "商户号不存在"))
            return Findings.MerchantUnknown;
        if (Mentions(problem, "序列号") || Mentions(problem, "serial"))
            return Findings.MerchantSerialWrong;
        return Mentions(problem, "sign not match") || Mentions(problem, "签名错误")
            ? Findings.MerchantPrivateKeyWrong
            : Findings.SignatureRefused(problem.Message);
    }

    private static bool Mentions(WeChatPayProblem problem, string text) =>
        problem.Message.Contains(text, StringComparison.OrdinalIgnoreCase)
        || problem.Detail.Contains(text, StringComparison.OrdinalIgnoreCase);
}
