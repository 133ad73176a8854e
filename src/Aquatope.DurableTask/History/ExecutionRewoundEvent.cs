namespace DurableTask.Core.History;

/// <summary>The execution was rewound to before its failure.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class ExecutionRewoundEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionRewound;

    /// <summary>Gets or sets why; null for no reason.</summary>
    public string? Reason { get; set; }
}
