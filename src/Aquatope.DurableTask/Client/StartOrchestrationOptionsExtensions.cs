namespace Microsoft.DurableTask.Client;

/// <summary>Extends options of starts.</summary>
public static class StartOrchestrationOptionsExtensions
{
    /// <summary>The statuses that can make a start fail.</summary>
#pragma warning disable CS0618 // Canceled is included for compatibility.
    public static readonly IReadOnlyList<OrchestrationRuntimeStatus> ValidDedupeStatuses =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
        OrchestrationRuntimeStatus.Canceled,
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];
#pragma warning restore CS0618

    /// <summary>Makes a start fail when an instance with its ID exists in one of these statuses.</summary>
    /// <param name="options">The options.</param>
    /// <param name="dedupeStatuses">The statuses.</param>
    /// <returns>The extended options.</returns>
    public static StartOrchestrationOptions WithDedupeStatuses(
        this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(dedupeStatuses);
        return options with { DedupeStatuses = [.. dedupeStatuses.Select(status => status.ToString())] };
    }
}
