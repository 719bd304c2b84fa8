using Cowry.Client.Stores;
using Cowry.Server.Api;

namespace Cowry.Server.Stores;

internal static class StoreWire
{
    public static Store From(StoreRow row) => new()
    {
        Id = row.Id.Value,
        CreatedAt = row.CreatedAt,
        Name = row.Name,
        Phone = row.Phone,
        Address = row.Address,
        TimeZone = row.TimeZone,
    };

    public static Check Store(this Check check, string? name, string? phone, string? address, string? timeZone) => check
        .Text(name, "name", 60)
        .OptionalText(phone, "phone", 40)
        .OptionalText(address, "address", 200)
        .TimeZone(timeZone);

    public static Check TimeZone(this Check check, string? timeZone) => check.That(
        timeZone is { Length: > 0 and <= 60 } && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _), "time_zone", "must be an IANA time zone such as Asia/Shanghai");
}
