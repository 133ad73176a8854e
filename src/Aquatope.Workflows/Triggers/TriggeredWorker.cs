using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>What a program is that a host of its own, such as Azure Functions, calls by triggers: it takes no work items itself.</summary>
public sealed record TriggeredWorker
{
    /// <summary>Gets the lane it works for, or <see cref="Workflows.Lane.Control"/>.</summary>
    public required string Lane { get; init; }

    /// <summary>Gets the one stage that it runs, which is made when the program starts; null for none. Default: null.</summary>
    public string? Stage { get; init; }

    /// <summary>Gets the resources that it has, which it writes on the spans of executions; null where it runs no stage. Default: null.</summary>
    public ResourceConfiguration? Configuration { get; init; }
}
