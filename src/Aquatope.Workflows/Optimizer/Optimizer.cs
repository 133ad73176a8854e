using System.Globalization;
using Aquatope.Tuning;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aquatope.Workflows;

/// <summary>Starts tuning cycles and tells what came of them.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class Optimizer
{
    private readonly AquatopeApplication _application;
    private readonly LaneClients _clients;
    private readonly TrialHistory _history;
    private readonly ProductionConfiguration _production;
    private readonly IStageReportSource _reports;

    internal Optimizer(
        AquatopeApplication application, LaneClients clients, TrialHistory history, ProductionConfiguration production, IStageReportSource reports)
    {
        _production = production;
        _reports = reports;
        _application = application;
        _clients = clients;
        _history = history;
    }

    /// <summary>Starts the next tuning cycle of a workflow, unless one is running: one at a time.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="cancellationToken">Stops waiting; the cycle may have started.</param>
    /// <returns>The cycle that is running now: the instance ID of its orchestration.</returns>
    /// <exception cref="KeyNotFoundException">The program has no such workflow.</exception>
    public async Task<string> StartAsync(string workflow, CancellationToken cancellationToken)
    {
        string cycle = await NextCycleAsync(workflow, cancellationToken);
        DurableTaskClient client = _clients.Of(Lane.Control);
        if (await client.GetInstanceAsync(cycle, getInputsAndOutputs: false, cancellationToken) is not { IsRunning: true })
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                OptimizerOrchestrator.Name,
                new OptimizerRequest(workflow, _application.Optimizer) { ReportsAfter = _reports.IngestionDelay },
                new StartOrchestrationOptions(cycle),
                cancellationToken);
        }

        return cycle;
    }

    /// <summary>Returns the tuning cycle of a workflow that is running.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The cycle, or null where none is running.</returns>
    /// <exception cref="KeyNotFoundException">The program has no such workflow.</exception>
    public async Task<RunningCycle?> GetRunningAsync(string workflow, CancellationToken cancellationToken)
    {
        string cycle = await NextCycleAsync(workflow, cancellationToken);
        OrchestrationMetadata? metadata = await _clients.Of(Lane.Control).GetInstanceAsync(cycle, getInputsAndOutputs: true, cancellationToken);
        return metadata is null or { IsCompleted: true }
            ? null
            : new RunningCycle(cycle, metadata.CreatedAt, metadata.SerializedCustomStatus is null ? null : metadata.ReadCustomStatusAs<OptimizerProgress>());
    }

    /// <summary>Waits until a cycle has ended.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="cancellationToken">Stops waiting; the cycle goes on.</param>
    /// <returns>What it came to.</returns>
    /// <exception cref="OptimizerFailedException">The cycle's orchestration failed.</exception>
    public async Task<OptimizerDecision> WaitAsync(string cycle, CancellationToken cancellationToken)
    {
        OrchestrationMetadata ended = await _clients.Of(Lane.Control).WaitForInstanceCompletionAsync(cycle, getInputsAndOutputs: true, cancellationToken);
        return ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed
            ? ended.ReadOutputAs<OptimizerDecision>()!
            : throw new OptimizerFailedException(cycle, ended.FailureDetails?.ErrorMessage ?? ended.RuntimeStatus.ToString());
    }

    /// <summary>Tells how far a cycle has come.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Its progress, or null before it has begun.</returns>
    public async Task<OptimizerProgress?> GetProgressAsync(string cycle, CancellationToken cancellationToken)
    {
        OrchestrationMetadata? metadata = await _clients.Of(Lane.Control).GetInstanceAsync(cycle, getInputsAndOutputs: true, cancellationToken);
        return metadata?.SerializedCustomStatus is null ? null : metadata.ReadCustomStatusAs<OptimizerProgress>();
    }

    /// <summary>Puts the default configuration of every stage back into production.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Completes when new executions run on it.</returns>
    public Task ResetAsync(string workflow, CancellationToken cancellationToken) =>
        _production.ApplyAsync(workflow, _application.DefaultConfiguration, cancellationToken);

    /// <summary>Returns every decision about a workflow.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The decisions, oldest first.</returns>
    public async Task<IReadOnlyList<OptimizerDecision>> DecisionsAsync(string workflow, CancellationToken cancellationToken) =>
        await _history.DecisionsAsync(workflow, cancellationToken);

    // Cycles are numbered by the decisions made before, so that two starts at once mean the same instance.
    private async Task<string> NextCycleAsync(string workflow, CancellationToken cancellationToken)
    {
        _ = _application.Workflows[workflow];
        int number = (await _history.DecisionsAsync(workflow, cancellationToken)).Count + 1;
        return string.Create(CultureInfo.InvariantCulture, $"tune-{workflow}-{number:D4}");
    }
}
