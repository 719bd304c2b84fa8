using Cowry.Server.Commands;

namespace Cowry.Server.Events;

/// <summary>
/// A reaction to others' events. Each event of its types reaches it once per stream, in order: its cursor moves in the transaction of its effect, so
/// what it changes through <see cref="Work"/> happens exactly once. It calls nothing outside.
/// </summary>
internal interface IConsumer
{
    /// <summary>Stable: it names the cursor rows.</summary>
    string Name { get; }

    IReadOnlyList<string> Types { get; }

    Task HandleAsync(Work work, EventRow e, CancellationToken cancel);
}

/// <summary>Which consumers an event type concerns.</summary>
internal sealed class ConsumerCatalog(IEnumerable<IConsumer> consumers)
{
    private readonly Dictionary<string, IConsumer> _byName = consumers.ToDictionary(c => c.Name, StringComparer.Ordinal);

    public IConsumer? Find(string name) => _byName.GetValueOrDefault(name);

    public IReadOnlyCollection<string> Names => _byName.Keys;

    public IEnumerable<string> InterestedIn(string type) => _byName.Values.Where(c => c.Types.Contains(type)).Select(c => c.Name);
}
