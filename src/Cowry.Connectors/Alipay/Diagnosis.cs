using Cowry.Domain.Payments;

namespace Cowry.Connectors.Alipay;

/// <summary>From Alipay's answer about a trade that cannot exist to the one thing that its owner must mend.</summary>
internal static class Diagnosis
{
    /// <summary>Null when the answer is the right one.</summary>
    public static AccountFinding? Of(AlipayAnswer answer, AlipayCredentials credentials, string host) => answer switch
    {
        AlipayAnswer.Silent { Trouble: { } trouble } => ConnectionFindings.Of(trouble, host),
        AlipayAnswer.Silent { Code: ErrorTable.InvalidAnswer } => ConnectionFindings.Of(HttpTrouble.Garbled, host),
        AlipayAnswer.Silent { Code: AlipayClient.SignatureInvalid } => OfSignature(answer, credentials),
        AlipayAnswer.Silent silent => Findings.GatewayTrouble(silent.Code, silent.Message),
        AlipayAnswer.Spoken { Status.IsSuccess: true } => Findings.GatewayTrouble(ErrorTable.InvalidAnswer, "a trade that cannot exist was found"),
        AlipayAnswer.Spoken spoken => OfProblem(ErrorTable.Read(spoken.Status), spoken.IsSigned, credentials),
        _ => null,
    };

    private static AccountFinding? OfProblem(AlipayProblem problem, bool isSigned, AlipayCredentials credentials)
    {
        if (!problem.IsFinal)
            return Findings.GatewayTrouble(problem.Code, problem.Message);
        return problem.Code switch
        {
            ErrorTable.OrderNotFound when isSigned => null,
            ErrorTable.OrderNotFound => Findings.AlipayKeyWrong,
            ErrorTable.AppidUnknown => Findings.AppIdUnknown,
            ErrorTable.CredentialsRefused when problem.Reason == "MISSING_SIGNATURE_CONFIG" => Findings.AppKeyNotUploaded,
            ErrorTable.CredentialsRefused => Findings.AppKeyWrong(credentials.Certificates is not null),
            ErrorTable.ClockRefused => Findings.ClockRefused,
            ErrorTable.AuthorizationRefused => Findings.AuthorizationRefused,
            ErrorTable.ProductNotOpened => Findings.ProductNotOpened(credentials.IsServiceProvider),
            ErrorTable.MerchantUnknown => Findings.MerchantUnknown,
            _ => Findings.TestQueryRefused(problem.Message),
        };
    }

    private static AccountFinding OfSignature(AlipayAnswer answer, AlipayCredentials credentials)
    {
        if (credentials.Certificates is not { } certificates)
            return Findings.AlipayKeyWrong;
        return answer.CertificateSerial is { } serial && serial != certificates.AlipaySerial
            ? Findings.AlipayCertificateOther
            : Findings.AlipayCertificateWrong;
    }
}
