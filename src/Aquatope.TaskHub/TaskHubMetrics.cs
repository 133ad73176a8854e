using System.Diagnostics.Metrics;
using Aquatope.TaskHub.Engine;
using Grpc.Core;

namespace Aquatope.TaskHub;

/// <summary>The queues of every task hub as instruments, measured when someone collects them.</summary>
/// <remarks>
/// The managed scheduler's metrics count work by its kind only; these tell one activity from another, which is what
/// the pool of an activity's workers is sized by.
/// </remarks>
internal sealed class TaskHubMetrics : IDisposable
{
    /// <summary>The name to collect by.</summary>
    public const string MeterName = "Aquatope.TaskHub";

    private readonly HubEngine _engine;
    private readonly Meter _meter = new(MeterName);

    public TaskHubMetrics(HubEngine engine)
    {
        _engine = engine;
        _meter.CreateObservableGauge(
            "aquatope.taskhub.queue.backlog", () => Measure(queue => queue.Backlog), "{item}", "Items that wait for a worker.");
        _meter.CreateObservableGauge(
            "aquatope.taskhub.queue.active", () => Measure(queue => queue.Active), "{item}", "Items that a worker holds.");
        _meter.CreateObservableGauge(
            "aquatope.taskhub.queue.workers", () => Measure(queue => queue.Workers), "{stream}", "Connected worker streams that may receive the items.");
        _meter.CreateObservableGauge(
            "aquatope.taskhub.queue.oldest_age", () => Measure(queue => queue.OldestAge.TotalSeconds), "s", "How long the oldest waiting item has been ready.");
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<T>> Measure<T>(Func<WorkQueueState, T> value)
        where T : struct
    {
        try
        {
            // The engine answers within one group of commands and never waits for whoever collects.
            return [.. _engine.QueuesAsync().GetAwaiter().GetResult().SelectMany(hub => hub.Queues.Select(queue => new Measurement<T>(
                value(queue),
                new KeyValuePair<string, object?>("taskhub", hub.TaskHub),
                new KeyValuePair<string, object?>("kind", KindOf(queue.Kind)),
                new KeyValuePair<string, object?>("name", queue.Name),
                new KeyValuePair<string, object?>("version", queue.Version))))];
        }
        catch (RpcException)
        {
            // A stopping or broken hub has nothing to tell.
            return [];
        }
    }

    private static string KindOf(WorkItemKind kind) => kind switch
    {
        WorkItemKind.Orchestration => "orchestration",
        WorkItemKind.Activity => "activity",
        _ => "entity",
    };
}
