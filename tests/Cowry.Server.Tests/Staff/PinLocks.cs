using Cowry.Server.Staff;

namespace Cowry.Server.Tests.Staff;

public sealed class PinLocks
{
    [Fact]
    public void Locks_double_from_a_minute_to_an_hour()
    {
        var minutes = Enumerable.Range(1, 14).Select(failures => PinAttempts.LockAfter(failures)?.TotalMinutes);
        minutes.ShouldBe([null, null, null, null, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
    }
}
