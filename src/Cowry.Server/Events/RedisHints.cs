using System.Globalization;
using Cowry.Primitives;
using StackExchange.Redis;

namespace Cowry.Server.Events;

/// <summary>
/// Tells other processes at once what was appended here, over Redis pub/sub. Only hints: when Redis is away, <see cref="WatchHeads"/> finds the same
/// a moment later.
/// </summary>
internal sealed class RedisHints(Wakes wakes, Hosting.ServerOptions options, ILogger<RedisHints> log) : IHostedService, IAsyncDisposable
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("cowry:appended");
    private readonly string _self = Id.New<Primitives.EventId>(TimeProvider.System.GetUtcNow()).Value;
    private ConnectionMultiplexer? _redis;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Redis is not { } address)
            return;
        var configuration = ConfigurationOptions.Parse(address);
        configuration.AbortOnConnectFail = false;
        _redis = await ConnectionMultiplexer.ConnectAsync(configuration);
        await _redis.GetSubscriber().SubscribeAsync(Channel, (_, message) => Hear(message!));
        wakes.Announced += Tell;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        wakes.Announced -= Tell;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    private void Tell(Appended appended)
    {
        if (_redis is not { IsConnected: true })
            return;
        foreach (var (stream, seq) in appended.Streams)
        {
            var due = appended.ConsumersDue ? 1 : 0;
            _redis.GetSubscriber().Publish(
                Channel, string.Create(CultureInfo.InvariantCulture, $"{_self} {appended.Merchant} {stream} {seq} {due}"), CommandFlags.FireAndForget);
        }
    }

    private void Hear(string message)
    {
        var parts = message.Split(' ');
        if (parts.Length != 5 || parts[0] == _self || !long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            if (parts.Length != 5)
                log.LogWarning("A hint of {Parts} parts was dropped", parts.Length);
            return;
        }

        wakes.StreamMoved(MerchantId.From(parts[1]), parts[2], seq);
        if (parts[4] == "1")
            wakes.Worker(Wakes.Consumers).Set();
    }
}
