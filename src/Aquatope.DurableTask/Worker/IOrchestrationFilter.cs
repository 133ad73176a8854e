namespace Microsoft.DurableTask.Worker;

/// <summary>Decides which orchestrations a worker accepts; others go back to the task hub.</summary>
[Obsolete("Experimental")]
public interface IOrchestrationFilter
{
    /// <summary>Tells whether the worker accepts an orchestration.</summary>
    /// <param name="info">What is known about it.</param>
    /// <param name="cancellationToken">Cancelled when the worker stops.</param>
    /// <returns>True to accept.</returns>
    ValueTask<bool> IsOrchestrationValidAsync(
        OrchestrationFilterParameters info, CancellationToken cancellationToken = default);
}

/// <summary>What a filter of orchestrations knows.</summary>
public struct OrchestrationFilterParameters
{
    /// <summary>Gets the name of the orchestration.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the tags of the instance; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
