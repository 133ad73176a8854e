namespace Microsoft.DurableTask.Internal;

/// <summary>Starts orchestrations.</summary>
public interface IOrchestrationSubmitter
{
    /// <summary>Starts an orchestration.</summary>
    /// <param name="orchestratorName">The name of the orchestrator.</param>
    /// <param name="input">The input; null for none.</param>
    /// <param name="options">How to start; null for at once under a generated ID.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The ID of the instance.</returns>
    Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default);
}
