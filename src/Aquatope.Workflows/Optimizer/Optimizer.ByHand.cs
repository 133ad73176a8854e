using System.Globalization;
using Aquatope.Tuning;
using Microsoft.DurableTask.Client;

namespace Aquatope.Workflows;

/// <summary>What people decide themselves. It is recorded as the optimizer's own decisions are.</summary>
public sealed partial class Optimizer
{
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

    /// <summary>Puts the configuration that a dry run recommended into production.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="cycle">The cycle that recommended it.</param>
    /// <param name="cancellationToken">Stops waiting; it may have been applied.</param>
    /// <returns>The decision that was recorded.</returns>
    /// <exception cref="KeyNotFoundException">There is no such workflow or decision.</exception>
    /// <exception cref="InvalidOperationException">The decision recommends nothing, its configuration is in production already, or a cycle is running.</exception>
    public async Task<OptimizerDecision> ApproveAsync(string workflow, string cycle, CancellationToken cancellationToken)
    {
        await ThrowIfRunningAsync(workflow, cancellationToken);
        IReadOnlyList<OptimizerDecision> decisions = await DecisionsAsync(workflow, cancellationToken);
        OptimizerDecision chosen = decisions.FirstOrDefault(decision => decision.Cycle == cycle)
            ?? throw new KeyNotFoundException($"There is no decision '{cycle}' about workflow '{workflow}'.");
        if (chosen is not { Action: OptimizerAction.Recommended, After: { } configuration })
        {
            throw new InvalidOperationException($"The decision '{cycle}' recommends nothing that could be approved: its outcome is '{chosen.Action}'.");
        }

        WorkflowConfiguration current = await CurrentAsync(workflow, configuration, cancellationToken);
        return current == configuration
            ? throw new InvalidOperationException($"The configuration that '{cycle}' recommends is in production already.")
            : await ChangeAsync(decisions, chosen with { Before = current, Action = OptimizerAction.Applied, Reason = $"approved by hand, as '{cycle}' recommended" }, configuration, cancellationToken);
    }

    /// <summary>Takes the configuration in production back: the one before it comes into force again.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="cancellationToken">Stops waiting; it may have been taken back.</param>
    /// <returns>The decision that was recorded.</returns>
    /// <exception cref="KeyNotFoundException">There is no such workflow.</exception>
    /// <exception cref="InvalidOperationException">What is in production was not applied by the optimizer, or a cycle is running.</exception>
    public async Task<OptimizerDecision> RollBackAsync(string workflow, CancellationToken cancellationToken)
    {
        await ThrowIfRunningAsync(workflow, cancellationToken);
        IReadOnlyList<OptimizerDecision> decisions = await DecisionsAsync(workflow, cancellationToken);
        foreach (OptimizerDecision applied in decisions.Reverse().Where(decision => decision is { Action: OptimizerAction.Applied, After: not null }))
        {
            if (await CurrentAsync(workflow, applied.After!, cancellationToken) == applied.After)
            {
                return await ChangeAsync(
                    decisions, applied with { Action = OptimizerAction.RolledBack, Reason = $"taken back by hand, after '{applied.Cycle}' had applied it" }, applied.Before, cancellationToken);
            }
        }

        throw new InvalidOperationException($"What workflow '{workflow}' has in production was not applied by a decision, so that there is nothing to take back.");
    }

    // The stages that a decision speaks of; it says nothing about the others.
    private async Task<WorkflowConfiguration> CurrentAsync(string workflow, WorkflowConfiguration like, CancellationToken cancellationToken)
    {
        WorkflowConfiguration all = await _production.ReadAsync(workflow, cancellationToken);
        return WorkflowConfiguration.Of(all.Stages.Where(stage => like.Stages.ContainsKey(stage.Key)));
    }

    private async Task<OptimizerDecision> ChangeAsync(
        IReadOnlyList<OptimizerDecision> earlier, OptimizerDecision like, WorkflowConfiguration configuration, CancellationToken cancellationToken)
    {
        await _production.ApplyAsync(like.Workflow, configuration, cancellationToken);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        OptimizerDecision decision = like with
        {
            Cycle = string.Create(CultureInfo.InvariantCulture, $"{ByHandPrefix}{like.Workflow}-{earlier.Count + 1:D4}"),
            Trials = 0,
            Executions = 0,
            Cost = 0,

            // Of the epoch last answered: what a person does is no answer to a change of the workflow.
            Epoch = earlier[^1].Epoch,
            StartedAt = now,
            EndedAt = now,
        };
        await _history.KeepAsync(decision, cancellationToken);
        return decision;
    }

    private async Task ThrowIfRunningAsync(string workflow, CancellationToken cancellationToken)
    {
        if (await GetRunningAsync(workflow, cancellationToken) is { } running)
        {
            throw new InvalidOperationException($"The tuning cycle '{running.Cycle}' is running and decides itself; wait until it has ended, or terminate it.");
        }
    }
}
