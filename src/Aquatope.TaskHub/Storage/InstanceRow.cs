namespace Aquatope.TaskHub.Storage;

/// <summary>The orchestration that waits for the result of another.</summary>
/// <param name="InstanceId">The parent's instance id.</param>
/// <param name="ExecutionId">The execution of the parent that asked; a later one does not get the result.</param>
/// <param name="TaskId">The id of the action in the parent.</param>
internal sealed record ParentLink(string InstanceId, string ExecutionId, int TaskId);

/// <summary>A stored orchestration instance without its payloads. Times are UTC ticks.</summary>
internal sealed record InstanceRow
{
    public required long Key { get; init; }

    public required long Hub { get; init; }

    public required string Id { get; init; }

    public required string ExecutionId { get; init; }

    public required string Name { get; init; }

    public string? Version { get; init; }

    public required OrchestrationStatus Status { get; init; }

    public int Turns { get; init; }

    public required long Created { get; init; }

    public required long Updated { get; init; }

    public long? Completed { get; init; }

    public long? Scheduled { get; init; }

    public ParentLink? Parent { get; init; }

    public string? CustomStatus { get; init; }

    public byte[]? Tags { get; init; }
}

/// <summary>What a caller sent in and what came out of an instance.</summary>
internal sealed record PayloadRow(string? Input, string? Output, byte[]? Failure);

/// <summary>An activity that has been scheduled and has no result yet.</summary>
internal sealed record TaskRow(long Key, long Sequence, long Hub, string Name, string? Version, long Ready);

/// <summary>A timer that has not fired. <see cref="TimerId"/> is null for the delayed start of an instance.</summary>
internal sealed record TimerRow(long Key, long Sequence, long Due, int? TimerId);
