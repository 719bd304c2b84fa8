using Cowry.Client.Payments;

namespace Cowry.Office.Today;

/// <summary>What succeeded payments come to, in fen.</summary>
internal sealed class Takings
{
    /// <summary>How many payments are read at most; a page that adds up more in the browser's time wants a report of its own.</summary>
    public const int Most = 4000;

    private readonly long[] _hours = new long[24];

    public Takings(IReadOnlyList<Payment> payments, TimeZoneInfo zone)
    {
        Payments = payments;
        foreach (var payment in payments)
        {
            var amount = payment.Amount - payment.AmountRefunded;
            Sum += amount;
            _hours[TimeZoneInfo.ConvertTime(payment.SucceededAt ?? payment.CreatedAt, zone).Hour] += amount;
        }
    }

    public IReadOnlyList<Payment> Payments { get; }

    public long Sum { get; }

    public int Count => Payments.Count;

    public bool Complete => Payments.Count < Most;

    /// <summary>Rounded half up to the fen; null without payments.</summary>
    public long? Average => Count == 0 ? null : ((Sum * 2) + Count) / (Count * 2L);

    /// <summary>From the first hour with money to the last.</summary>
    public IEnumerable<(int Hour, long Sum)> Hours()
    {
        var first = Array.FindIndex(_hours, sum => sum > 0);
        var last = Array.FindLastIndex(_hours, sum => sum > 0);
        for (var hour = first; first >= 0 && hour <= last; hour++)
            yield return (hour, _hours[hour]);
    }

    /// <summary>A bar's height in percent of the best hour's.</summary>
    public long Share(long sum) => _hours.Max() is > 0 and var best ? Math.Max(sum * 100 / best, sum > 0 ? 2 : 0) : 0;
}
