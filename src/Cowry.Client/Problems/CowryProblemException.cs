namespace Cowry.Client.Problems;

/// <summary>The server answered, and the answer was an error. A server that could not be reached is an <see cref="HttpRequestException"/> instead.</summary>
public sealed class CowryProblemException : Exception
{
    public CowryProblemException(Problem problem, Exception? innerException = null)
        : base($"{problem.Status} {problem.Code}: {problem.Detail ?? problem.Title} (request {problem.RequestId})", innerException) => Problem = problem;

    /// <summary>
    /// What the server said. An answer that was not problem+json (a proxy's page, for one) carries the code <see cref="NotAProblem"/>.
    /// </summary>
    public Problem Problem { get; }

    /// <summary>The server's <c>Retry-After</c>, where it sent one.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The code given here, not by the server, to an error whose body could not be understood.</summary>
    public const string NotAProblem = "unreadable_answer";
}
