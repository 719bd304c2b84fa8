namespace Cowry.Connectors.UnionPay;

/// <summary>What came of one HTTP call, before anyone asks what it means for a payment.</summary>
internal abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>The answering server's own clock, from the <c>Date</c> header.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>A message that UnionPay signed and that fits the request. <paramref name="RespCode"/> is how the call went.</summary>
    public sealed record Genuine(Message Message, string RespCode) : Answer;

    /// <summary>Nothing that could be believed.</summary>
    /// <param name="Code">What we call it.</param>
    /// <param name="Text">For people.</param>
    public sealed record Broken(string Code, string Text) : Answer
    {
        /// <summary>Set where there was no HTTP answer at all.</summary>
        public HttpTrouble? Trouble { get; init; }

        /// <summary>Set where there was a message, but not one to believe.</summary>
        public Verdict? Verdict { get; init; }

        /// <summary>That message: only for telling people what may be wrong.</summary>
        public Message? Unproven { get; init; }
    }
}
