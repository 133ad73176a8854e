using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>What has happened to an instance: earlier turns, and what is new in this one.</summary>
internal sealed record OrchestrationHistory
{
    private OrchestrationHistory(P.ExecutionStartedEvent started) => Started = started;

    public required string InstanceId { get; init; }

    public required string ExecutionId { get; init; }

    public required IReadOnlyList<P.HistoryEvent> Past { get; init; }

    public required IReadOnlyList<P.HistoryEvent> New { get; init; }

    public P.ExecutionStartedEvent Started { get; }

    public IReadOnlyDictionary<string, object?> Properties { get; init; } = new Dictionary<string, object?>();

    /// <summary>Returns the history of a request.</summary>
    /// <exception cref="InvalidOperationException">It lacks the start of the execution.</exception>
    public static OrchestrationHistory Of(P.OrchestratorRequest request, IReadOnlyList<P.HistoryEvent>? streamed = null)
    {
        IReadOnlyList<P.HistoryEvent> past = streamed ?? request.PastEvents;
        P.ExecutionStartedEvent started = FindStart(request.NewEvents) ?? FindStart(past)
            ?? throw new InvalidOperationException(
                $"The history of orchestration '{request.InstanceId}' is incomplete: none of its " +
                $"{past.Count + request.NewEvents.Count} events starts the execution.");
        return new(started)
        {
            InstanceId = request.InstanceId,
            ExecutionId = request.ExecutionId ?? started.OrchestrationInstance?.ExecutionId ?? string.Empty,
            Past = past,
            New = request.NewEvents,
            Properties = Convert(request.Properties),
        };
    }

    private static P.ExecutionStartedEvent? FindStart(IReadOnlyList<P.HistoryEvent> events)
    {
        foreach (P.HistoryEvent candidate in events)
        {
            if (candidate.ExecutionStarted is { } started)
            {
                return started;
            }
        }

        return null;
    }

    private static Dictionary<string, object?> Convert(MapField<string, Value> properties) =>
        properties.ToDictionary(entry => entry.Key, entry => ProtocolValues.ToObject(entry.Value));
}
