namespace Cowry.Connectors.WeChatPay;

/// <summary>What came of one HTTP call, before anyone asks what it means for a payment.</summary>
internal abstract record WireAnswer
{
    private WireAnswer()
    {
    }

    /// <summary>The answering server's own clock, from the <c>Date</c> header.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>A 2xx that is signed by a key we trust.</summary>
    public sealed record Genuine(int Status, byte[] Body) : WireAnswer;

    /// <summary>Any other answer than 2xx. WeChat's libraries do not verify these, and some are not signed.</summary>
    public sealed record Refused(int Status, byte[] Body) : WireAnswer;

    /// <summary>No answer that could be believed.</summary>
    public sealed record Broken(WireFailure Failure, string Message) : WireAnswer
    {
        /// <summary>No connection came about, so that nobody can have read the request.</summary>
        public bool NeverSent { get; init; }
    }
}

internal enum WireFailure
{
    /// <summary>No address, no connection, or it broke.</summary>
    Unreachable,

    /// <summary>A connection, but not one that can be trusted.</summary>
    Tls,
    Timeout,

    /// <summary>Bytes that make no sense, or too many of them.</summary>
    Garbled,

    /// <summary>A 2xx without signature, or signed by nobody we know, or wrongly.</summary>
    BadSignature,

    /// <summary>Signed, but too long ago or ahead of our clock.</summary>
    Stale,
}
