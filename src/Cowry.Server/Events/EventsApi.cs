using Cowry.Client.ApiKeys;
using Cowry.Client.Events;
using Cowry.Server.Identity;

namespace Cowry.Server.Events;

/// <summary>The event log's door: one address that answers a page of JSON or, asked for <c>text/event-stream</c>, goes on for ever.</summary>
internal static class EventsApi
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/events", FollowEvents.HandleAsync)
            .WithTags("Events")
            .WithName("list_events")
            .WithSummary("Read or follow a stream of events")
            .Produces<EventPage>()
            .RequireScope(Scopes.PaymentsRead);

    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton<Wakes>()
        .AddSingleton<EventLog>()
        .AddSingleton<EventAppender>()
        .AddSingleton<ConsumerCatalog>()
        .AddSingleton<ConsumerMetrics>()
        .AddHostedService<RunConsumers>()
        .AddHostedService<WatchHeads>()
        .AddHostedService<RedisHints>();
}
