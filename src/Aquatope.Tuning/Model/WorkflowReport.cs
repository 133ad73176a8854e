namespace Aquatope.Tuning;

/// <summary>One execution of a workflow from end to end, as its client saw it.</summary>
public sealed record WorkflowReport
{
    /// <summary>Gets the lane in which the workflow ran.</summary>
    public required string Lane { get; init; }

    /// <summary>Gets the workflow's name.</summary>
    public required string Workflow { get; init; }

    /// <summary>Gets the instance ID of the orchestration.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Gets when the client asked for the execution.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets the time from <see cref="StartedAt"/> until the client knew the outcome.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>Gets a value indicating whether the workflow failed.</summary>
    public required bool Failed { get; init; }
}
