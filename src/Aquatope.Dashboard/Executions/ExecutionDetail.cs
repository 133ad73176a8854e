using Microsoft.DurableTask.Client;

namespace Aquatope.Dashboard;

/// <summary>All that the page shows of one execution but its history.</summary>
internal sealed record ExecutionDetail
{
    public required string Hub { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Gets a value indicating whether it has ended: then <see cref="UpdatedAt"/> is when.</summary>
    public required bool IsEnded { get; init; }

    public required string? ParentId { get; init; }

    /// <summary>Gets the bound of the workflow's objective, in milliseconds, or null where it has none or the lane serves trials.</summary>
    public required double? BoundMs { get; init; }

    /// <summary>Gets the cost of its stages, in the price list's currency, or null where it had none.</summary>
    public required double? Cost { get; init; }

    /// <summary>Gets how many of its stages waited for a worker to start.</summary>
    public required int ColdStarts { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required Payload? Input { get; init; }

    public required Payload? Output { get; init; }

    public required Payload? CustomStatus { get; init; }

    public required FailureView? Failure { get; init; }

    /// <summary>Gets how many events its history has.</summary>
    public required int Events { get; init; }

    /// <summary>Gets how many spans its timeline has, of which <see cref="Timeline"/> has the first.</summary>
    public required int Spans { get; init; }

    public required IReadOnlyList<TimelineSpan> Timeline { get; init; }
}
