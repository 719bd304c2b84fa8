namespace Cowry.Connectors.Alipay;

/// <summary>What is asked: a method, and what it is asked with.</summary>
/// <param name="Method">As in <c>alipay.trade.pay</c>.</param>
/// <param name="BizContent">One JSON text, serialised once: these very characters are signed and sent.</param>
internal sealed record AlipayCall(string Method, string? BizContent = null)
{
    /// <summary>Without it no payment is notified.</summary>
    public string? NotifyUrl { get; init; }

    /// <summary>Parameters of their own, for the methods that know no <c>biz_content</c>.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a service provider asks for its merchant, or for itself.</summary>
    public bool IsForMerchant { get; init; } = true;

    /// <summary>The methods without <c>biz_content</c> are older than codes: a success of theirs has none.</summary>
    public bool MayOmitCode => BizContent is null;

    /// <summary>The name under which the answer stands.</summary>
    public string AnswerName => Method.Replace('.', '_') + "_response";
}
