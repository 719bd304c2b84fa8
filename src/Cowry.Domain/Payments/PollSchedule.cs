namespace Cowry.Domain.Payments;

/// <summary>
/// When to ask the gateway about a payment that has not ended. WeChat advises a query every 2 s for the first minute that a QR is shown
/// and back-end polling after that; a notification usually comes first, so most payments are never asked about twice.
/// </summary>
public static class PollSchedule
{
    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3),
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15),
        TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30),
    ];

    /// <summary>
    /// How long a closed or failed payment is still asked about: money that comes after the close is found here when its notification is lost.
    /// </summary>
    public static readonly IReadOnlyList<TimeSpan> AfterTheEnd =
        [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(24)];

    /// <summary>The wait before the next query, by how many queries were sent already.</summary>
    public static TimeSpan Next(int polls) => Steps[Math.Clamp(polls, 0, Steps.Length - 1)];
}
