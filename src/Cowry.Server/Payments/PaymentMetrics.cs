using System.Diagnostics.Metrics;
using Cowry.Domain.Payments;

namespace Cowry.Server.Payments;

/// <summary>What an operator wants to see of payments: how many end how, by which way we heard of it, and what was refused at the door.</summary>
internal sealed class PaymentMetrics
{
    public const string MeterName = "Cowry.Server";

    private readonly Counter<long> _ended;
    private readonly Counter<long> _notifications;

    public PaymentMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _ended = meter.CreateCounter<long>("cowry.payments.ended", description: "Payments that reached a state, by state and by the way it was heard");
        _notifications = meter.CreateCounter<long>("cowry.notifications", description: "Gateway notifications by outcome");
    }

    public void Ended(PaymentStatus before, PaymentRow after, string heardBy)
    {
        if (before != after.Status)
            _ended.Add(1, new("state", after.Late ? "late_success" : after.Status.ToString().ToLowerInvariant()), new("heard_by", heardBy), new("method", after.Method));
    }

    public void Notification(string outcome) => _notifications.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
