using System.Globalization;
using System.Text.Json;
using Aquatope.Tuning;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aquatope.Workflows;

/// <summary>What people and other programs may ask of a running program: executions of workflows, and what their tuning does.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class WorkflowControl
{
    private readonly AquatopeApplication _application;
    private readonly LaneClients _clients;
    private readonly Optimizer _optimizer;
    private readonly ProductionConfiguration _production;
    private readonly ChangeMonitor _changes;
    private readonly OptimizerPause _pause;

    internal WorkflowControl(
        (AquatopeApplication Application, LaneClients Clients) program,
        Optimizer optimizer,
        ProductionConfiguration production,
        ChangeMonitor changes,
        OptimizerPause pause)
    {
        (_application, _clients) = program;
        _optimizer = optimizer;
        _production = production;
        _changes = changes;
        _pause = pause;
    }

    /// <summary>Starts an execution of a workflow in production.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="input">Its input, or null for none.</param>
    /// <param name="cancellationToken">Stops waiting; the execution may have started.</param>
    /// <returns>The instance ID.</returns>
    /// <exception cref="ControlException">The program has no such workflow.</exception>
    public Task<string> StartAsync(string workflow, JsonElement? input, CancellationToken cancellationToken) =>
        _clients.Of(Lane.Production).ScheduleNewOrchestrationInstanceAsync(Find(workflow).Name, input, cancellationToken);

    /// <summary>Returns what is known of an execution.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="instanceId">The instance ID.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The execution.</returns>
    /// <exception cref="ControlException">There is no such execution of the workflow.</exception>
    public async Task<ExecutionStatus> GetAsync(string workflow, string instanceId, CancellationToken cancellationToken) =>
        await _clients.Of(Lane.Production).GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken) is { } found && found.Name == Find(workflow).Name
            ? new ExecutionStatus(
                instanceId,
                found.RuntimeStatus.ToString(),
                found.SerializedOutput is { } output ? JsonElement.Parse(output) : null,
                found.FailureDetails?.ErrorMessage)
            : throw new ControlException(ControlProblem.NotFound, $"Workflow '{workflow}' has no execution '{instanceId}'.");

    /// <summary>Starts a tuning cycle, also while the optimizer is paused, unless one is running.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="cancellationToken">Stops waiting; the cycle may have started.</param>
    /// <returns>The cycle that is running now.</returns>
    /// <exception cref="ControlException">The program has no such workflow, or it has no objective.</exception>
    public Task<string> TuneAsync(string workflow, CancellationToken cancellationToken) => Find(workflow).Objective is null
        ? throw new ControlException(ControlProblem.Invalid, $"Workflow '{workflow}' has no objective, so that there is nothing to tune. State one with MeetLatency.")
        : _optimizer.StartAsync(workflow, cancellationToken);

    /// <summary>Returns how the tuning of a workflow stands.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Its status.</returns>
    /// <exception cref="ControlException">The program has no such workflow.</exception>
    public async Task<TuningStatus> StatusAsync(string workflow, CancellationToken cancellationToken)
    {
        LatencyObjective? objective = Find(workflow).Objective;
        RunningCycle? cycle = await _optimizer.GetRunningAsync(workflow, cancellationToken);
        return new TuningStatus(
            workflow,
            objective?.ToString(),
            await _production.ReadAsync(workflow, cancellationToken),
            await _pause.IsOnAsync(workflow, cancellationToken),
            cycle?.Cycle,
            cycle?.Progress);
    }

    /// <summary>Returns the latest decision that found a better configuration, or null.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The decision; <see cref="OptimizerDecision.After"/> is what it recommends, or has put into production.</returns>
    /// <exception cref="ControlException">The program has no such workflow.</exception>
    public async Task<OptimizerDecision?> RecommendationAsync(string workflow, CancellationToken cancellationToken) =>
        (await HistoryAsync(workflow, cancellationToken)).LastOrDefault(decision =>
            decision is { Action: OptimizerAction.Recommended or OptimizerAction.Applied, After: not null });

    /// <summary>Returns every decision about a workflow.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The decisions, oldest first.</returns>
    /// <exception cref="ControlException">The program has no such workflow.</exception>
    public Task<IReadOnlyList<OptimizerDecision>> HistoryAsync(string workflow, CancellationToken cancellationToken) =>
        _optimizer.DecisionsAsync(Find(workflow).Name, cancellationToken);

    /// <summary>Begins to put a configuration into production.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="configuration">The configuration of some stages; null for the recommendation.</param>
    /// <param name="cancellationToken">Stops waiting; the change may have begun.</param>
    /// <returns>The instance ID of the change, in the control hub.</returns>
    /// <exception cref="ControlException">There is no such workflow, configuration or recommendation, it is in production already, or a cycle is running.</exception>
    public async Task<string> ApplyAsync(string workflow, WorkflowConfiguration? configuration, CancellationToken cancellationToken)
    {
        WorkflowConfiguration chosen = configuration ?? (await RecommendationAsync(workflow, cancellationToken))?.After
            ?? throw new ControlException(ControlProblem.NotFound, $"There is no recommendation for workflow '{workflow}' yet. Name the configuration, or wait for a tuning cycle.");
        Check(chosen);
        if (await IsInForceAsync(workflow, chosen, cancellationToken))
        {
            throw new ControlException(ControlProblem.Invalid, $"Workflow '{workflow}' has that configuration in production already.");
        }

        return await ChangeAsync(workflow, chosen, OptimizerAction.Applied, cancellationToken);
    }

    /// <summary>Begins to put back the configuration that was in production before the last change.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="cancellationToken">Stops waiting; the change may have begun.</param>
    /// <returns>The instance ID of the change, in the control hub.</returns>
    /// <exception cref="ControlException">There is no such workflow, what it has was not applied by a decision, or a cycle is running.</exception>
    public async Task<string> RollBackAsync(string workflow, CancellationToken cancellationToken)
    {
        IReadOnlyList<OptimizerDecision> decisions = await HistoryAsync(workflow, cancellationToken);
        foreach (OptimizerDecision applied in decisions.Reverse().Where(decision => decision is { Action: OptimizerAction.Applied, After: not null }))
        {
            if (await IsInForceAsync(workflow, applied.After!, cancellationToken))
            {
                return await ChangeAsync(workflow, applied.Before, OptimizerAction.RolledBack, cancellationToken);
            }
        }

        throw new ControlException(
            ControlProblem.NotFound, $"What workflow '{workflow}' has in production was not put there by a decision, so that there is nothing to take back.");
    }

    /// <summary>Keeps tuning cycles from beginning by themselves, or lets them again. One that is running goes on to its end.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="paused">Whether to pause.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Completes when it is stored.</returns>
    /// <exception cref="ControlException">The program has no such workflow.</exception>
    public Task PauseAsync(string workflow, bool paused, CancellationToken cancellationToken) => _pause.SetAsync(Find(workflow).Name, paused, cancellationToken);

    // A configuration says nothing about the stages that it does not name.
    private async Task<bool> IsInForceAsync(string workflow, WorkflowConfiguration configuration, CancellationToken cancellationToken)
    {
        WorkflowConfiguration all = await _production.ReadAsync(workflow, cancellationToken);
        return configuration.Stages.All(stage => all.Stages.TryGetValue(stage.Key, out ResourceConfiguration? resources) && resources == stage.Value);
    }

    private async Task<string> ChangeAsync(string workflow, WorkflowConfiguration configuration, OptimizerAction action, CancellationToken cancellationToken)
    {
        if (await _optimizer.GetRunningAsync(workflow, cancellationToken) is { } running)
        {
            throw new ControlException(ControlProblem.Conflict, $"The tuning cycle '{running.Cycle}' is running and may change production itself. Wait for its end.");
        }

        int number = (await HistoryAsync(workflow, cancellationToken)).Count + 1;
        int epoch = (await _changes.ReadAsync(workflow, cancellationToken)).Epoch;
        string id = string.Create(CultureInfo.InvariantCulture, $"change-{workflow}-{number:D4}");
        DurableTaskClient client = _clients.Of(Lane.Control);
        return await client.GetInstanceAsync(id, getInputsAndOutputs: false, cancellationToken) is { IsRunning: true }
            ? throw new ControlException(ControlProblem.Conflict, $"The change '{id}' is being made. Wait for its end.")
            : await client.ScheduleNewOrchestrationInstanceAsync(
                ConfigurationChangeOrchestrator.Name,
                new ConfigurationChange(workflow, configuration, action, "asked for by hand", epoch),
                new StartOrchestrationOptions(id),
                cancellationToken);
    }

    private void Check(WorkflowConfiguration configuration)
    {
        foreach ((string stage, ResourceConfiguration resources) in configuration.Stages)
        {
            if (!_application.Stages.TryGetValue(stage, out StageRegistration? registered))
            {
                throw new ControlException(ControlProblem.Invalid, $"The program has no stage '{stage}', only {string.Join(", ", _application.Stages.Keys)}.");
            }

            if (!registered.Knobs.Contains(resources))
            {
                throw new ControlException(ControlProblem.Invalid, $"Stage '{stage}' cannot have {resources}: it is not one of its {registered.Knobs.Count} configurations.");
            }
        }
    }

    private WorkflowRegistration Find(string workflow) => _application.Workflows.TryGetValue(workflow, out WorkflowRegistration? found)
        ? found
        : throw new ControlException(ControlProblem.NotFound, $"The program has no workflow '{workflow}', only {string.Join(", ", _application.Workflows.Keys)}.");
}
