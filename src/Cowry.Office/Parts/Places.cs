using Cowry.Client.Stores;

namespace Cowry.Office.Parts;

/// <summary>The merchant's stores, for names beside ids and for the clock on each wall.</summary>
public sealed record Places(IReadOnlyList<Store> Stores)
{
    public static readonly Places None = new([]);

    private static readonly TimeZoneInfo China = Find("Asia/Shanghai") ?? TimeZoneInfo.Utc;

    public string Name(string? store) => Stores.FirstOrDefault(s => s.Id == store)?.Name ?? store ?? "–";

    /// <summary>The store's time zone; without a store, the first one's.</summary>
    public TimeZoneInfo Zone(string? store)
    {
        var found = Stores.FirstOrDefault(s => s.Id == store) ?? (Stores.Count > 0 ? Stores[0] : null);
        return (found is null ? null : Find(found.TimeZone)) ?? China;
    }

    private static TimeZoneInfo? Find(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
