using Cowry.Domain.Payments;

namespace Cowry.Connectors.UnionPay;

/// <summary>From what went wrong on the wire to the one thing that its owner must mend.</summary>
internal static class Diagnosis
{
    public static AccountFinding Of(Answer.Broken broken, UnionPayCredentials credentials, string host)
    {
        if (broken.Trouble is { } trouble)
            return ConnectionFindings.Of(trouble, host);
        if (broken.Verdict is not { } verdict)
            return broken.Code == "gateway_invalid_answer" ? Findings.NotUnionPay(host) : Findings.GatewayTrouble(broken.Code, broken.Text);

        // A refusal of the merchant or of its signature may come unsigned. It is believed only as a hint to a person.
        if (verdict == Verdict.Unsigned && broken.Unproven?["respCode"] is [_, _] respCode and not ("00" or "34"))
            return Of(respCode, broken.Unproven["respMsg"], credentials)!;
        return verdict switch
        {
            Verdict.Untrusted => Findings.CertificatesWrong,
            Verdict.Expired => Findings.SignerExpired,
            _ => Findings.SignatureWrong,
        };
    }

    /// <summary>Null for the answers that say that all is well: there is no such transaction.</summary>
    public static AccountFinding? Of(string respCode, string? respMsg, UnionPayCredentials credentials)
    {
        if (respCode == "34" || ErrorTable.IsSuccess(respCode))
            return null;
        var problem = ErrorTable.Read(respCode, respMsg);
        return problem switch
        {
            { Code: ErrorTable.CredentialsRefused } => Findings.SignatureRefused(problem.Message, credentials.CertId),
            { Code: ErrorTable.MerchantUnknown } => Findings.MerchantUnknown(problem.Message),
            { Code: ErrorTable.ProductNotOpened } => Findings.ProductNotOpened(problem.Message),
            { IsFinal: true } => Findings.QueryRefused(problem.Message),
            _ => Findings.GatewayTrouble(problem.Code, problem.Message),
        };
    }
}
