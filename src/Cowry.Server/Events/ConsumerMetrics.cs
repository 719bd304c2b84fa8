using System.Diagnostics.Metrics;
using Cowry.Server.Payments;

namespace Cowry.Server.Events;

/// <summary>How far consumers are behind: the age of an event when its consumer has handled it.</summary>
internal sealed class ConsumerMetrics(IMeterFactory meters)
{
    private readonly Histogram<double> _lag = meters.Create(PaymentMetrics.MeterName).CreateHistogram<double>(
        "cowry.consumer.lag", "s", "Age of an event when its consumer has handled it");

    public void Handled(string consumer, TimeSpan age) => _lag.Record(age.TotalSeconds, new KeyValuePair<string, object?>("consumer", consumer));
}
