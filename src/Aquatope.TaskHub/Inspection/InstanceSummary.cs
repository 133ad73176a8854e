namespace Aquatope.TaskHub;

/// <summary>One orchestration instance in brief.</summary>
public sealed record InstanceSummary
{
    /// <summary>Gets the instance ID.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the orchestrator's name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the status.</summary>
    public required InstanceStatus Status { get; init; }

    /// <summary>Gets when it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Gets when it ended, or null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Gets when it is to begin, or null where it was to begin at once.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Gets the instance ID of the orchestration that called it, or null where none did.</summary>
    public string? ParentId { get; init; }
}
