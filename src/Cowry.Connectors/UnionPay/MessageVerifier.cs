namespace Cowry.Connectors.UnionPay;

internal enum Verdict
{
    Genuine,
    Unsigned,

    /// <summary>The signer's certificate, or one above it, is not valid now; or our clock is wrong.</summary>
    Expired,

    /// <summary>The signer's certificate does not lead to the account's root certificate.</summary>
    Untrusted,

    /// <summary>The certificate is good but not UnionPay's.</summary>
    WrongName,
    Forged,
}

/// <summary>Tells UnionPay's messages from any other. Nothing in them says when they were signed: a repeated one is as good as the first.</summary>
internal static class MessageVerifier
{
    public static Verdict Verify(Message message, SignerTrust trust, DateTimeOffset now)
    {
        if (message[Message.Signature] is not { } signature || message[Message.SignerCertificate] is not { } certificate)
            return Verdict.Unsigned;
        var verdict = trust.Find(certificate, now, out var key);
        return key is null || Matches(key, message, signature) ? verdict : Verdict.Forged;
    }

    // UnionPay's own samples sign without the empty fields and verify with them; which of the two its gateway does with an empty field is not
    // documented. Empty ones count as absent here, so that either answer says the same.
    private static bool Matches(RsaKey key, Message message, string signature) =>
        MessageSignature.Matches(key, message.SignedText(), signature)
        || (message.HasEmptyFields && MessageSignature.Matches(key, message.SignedText(withEmptyFields: false), signature));
}
