using Cowry.Domain.Payments;

namespace Cowry.Connectors.Alipay;

/// <summary>What came of one call, before anyone asks what it means for a payment.</summary>
internal abstract record AlipayAnswer
{
    private AlipayAnswer()
    {
    }

    /// <summary>The answering server's own clock.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The certificate that Alipay says it signed with; only in certificate mode.</summary>
    public string? CertificateSerial { get; init; }

    /// <summary>
    /// Alipay spoke. <paramref name="IsSigned"/>: by its own key. What is not signed is always a refusal: errors found before the app is
    /// known carry no signature.
    /// </summary>
    public sealed record Spoken(AlipayStatus Status, byte[] Node, bool IsSigned) : AlipayAnswer;

    /// <summary>No answer that could be believed; <paramref name="Code"/> is ours. <paramref name="Trouble"/> is set when none came at all.</summary>
    public sealed record Silent(string Code, string Message, HttpTrouble? Trouble = null) : AlipayAnswer;

    /// <summary>Reads a success, and makes of everything else what the error table says.</summary>
    public GatewayAnswer<T> Read<T>(Func<Spoken, GatewayAnswer<T>> read) =>
        this is Spoken { Status.IsSuccess: true } spoken ? read(spoken) : Refuse<T>();

    /// <summary>What an answer means that is no success.</summary>
    public GatewayAnswer<T> Refuse<T>() => this switch
    {
        Spoken spoken => ErrorTable.Read(spoken.Status).As<T>(),
        Silent silent => new GatewayAnswer<T>.Unknown(silent.Code, silent.Message),
        _ => throw new InvalidOperationException("not an answer"),
    };

    /// <summary>The stable code of a refusal; null for a success and for no answer.</summary>
    public string? Refusal => this is Spoken { Status.IsSuccess: false } spoken ? ErrorTable.Read(spoken.Status).Code : null;

    /// <summary>A refusal in Alipay's own name: one without a signature is good enough to stop for, not to conclude from.</summary>
    public string? SignedRefusal => this is Spoken { IsSigned: true } ? Refusal : null;
}
