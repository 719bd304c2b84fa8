using System.Globalization;
using Cowry.Client.Http;

namespace Cowry.Client.Events;

/// <summary><c>/v1/events</c>. A stream is a store's id or the merchant's.</summary>
public sealed class EventsApi
{
    private readonly ApiConnection _api;

    internal EventsApi(ApiConnection api) => _api = api;

    /// <summary>The events right after a position, oldest first.</summary>
    public Task<EventPage> GetPageAsync(string stream, long after, int? limit = null, CancellationToken cancellation = default) =>
        _api.GetAsync<EventPage>(
            new Query("v1/events").Add("stream", stream).Add("after", after.ToString(CultureInfo.InvariantCulture)).Add("limit", limit).ToString(), cancellation);

    /// <summary>The position of the newest event, for a reader that starts now.</summary>
    public async Task<long> GetHeadAsync(string stream, CancellationToken cancellation = default)
    {
        var page = await _api.GetAsync<EventPage>(new Query("v1/events").Add("stream", stream).Add("after", "latest").ToString(), cancellation);
        return page.NextAfter;
    }

    /// <summary>Every event after a position, each once and in order, for as long as the caller reads. See <see cref="EventFollower"/>.</summary>
    public IAsyncEnumerable<EventRecord> FollowAsync(
        string stream, long after, EventFollowerOptions? options = null, CancellationToken cancellation = default) =>
        new EventFollower(_api, this, stream, after, options ?? new EventFollowerOptions()).ReadAsync(cancellation);
}
