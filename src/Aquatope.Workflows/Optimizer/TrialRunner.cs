using System.Collections.Immutable;
using System.Text.Json;
using Aquatope.Tuning;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aquatope.Workflows;

/// <summary>Runs a workflow under a configuration in a trial lane, and measures it when the reports are there.</summary>
internal sealed class TrialRunner(
    AquatopeApplication application,
    IWorkerPools pools,
    IStageReportSource reports,
    ITrialAdmission admission,
    ChangeMonitor changes,
    LaneClients clients,
    TimeProvider timeProvider)
{
    /// <summary>Configures the lane, warms it up, runs the executions one after another, and lets the lane's workers go.</summary>
    /// <param name="input">What to run.</param>
    /// <param name="enough">Tells from the executions seen so far, warm-up excluded, at least one, whether the trial may end early.
    /// Where reports come late they have no stages.</param>
    /// <param name="cancellationToken">Stops the trial.</param>
    /// <returns>The executions, to be measured when their reports are there; failures are part of them.</returns>
    public async Task<TrialRuns> RunAsync(
        TrialInput input, Func<IReadOnlyList<TrialExecution>, bool> enough, CancellationToken cancellationToken)
    {
        // What is measured while the world changes belongs to the epoch before: the next trials tell of the new one.
        int epoch = (await changes.ReadAsync(input.Workflow, cancellationToken)).Epoch;
        using IDisposable room = await admission.AdmitAsync(input.Configuration, cancellationToken);
        await pools.ConfigureAsync(input.Lane, input.Configuration, cancellationToken);
        try
        {
            // One worker of each stage at once: a cold start in a row of stages would cost the trial a round of them.
            await SetWarmTargetsAsync(input, workers: 1, cancellationToken);
            ImmutableArray<TrialRun> executions = await ExecuteAsync(input, enough, cancellationToken);
            return new TrialRuns(executions, timeProvider.GetUtcNow(), epoch);
        }
        finally
        {
            await SetWarmTargetsAsync(input, workers: 0, CancellationToken.None);
        }
    }

    /// <summary>Measures the executions of a trial from their reports.</summary>
    /// <param name="input">What was run.</param>
    /// <param name="runs">Its executions.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The trial.</returns>
    public async Task<TrialRecord> MeasureAsync(TrialInput input, TrialRuns runs, CancellationToken cancellationToken)
    {
        TrialExecution[] measured = await Task.WhenAll(runs.Executions.Select(run => MeasureAsync(input, run, cancellationToken)));
        var trial = new WorkflowTrial(input.Configuration, [.. measured.Skip(input.WarmUp)]);
        return new TrialRecord(trial, measured.Length, measured.Sum(execution => execution.Cost), input.Lane, runs.EndedAt) { Epoch = runs.Epoch };
    }

    private Task SetWarmTargetsAsync(TrialInput input, int workers, CancellationToken cancellationToken) => Task.WhenAll(
        input.Configuration.Stages.Keys.Select(stage => pools.SetWarmTargetAsync(input.Lane, stage, new WarmTarget(workers), cancellationToken)));

    private async Task<ImmutableArray<TrialRun>> ExecuteAsync(
        TrialInput input, Func<IReadOnlyList<TrialExecution>, bool> enough, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?> inputs = await InputsAsync(input.Workflow, input.Executions + input.WarmUp, cancellationToken);
        var runs = ImmutableArray.CreateBuilder<TrialRun>(inputs.Count);
        var seen = new List<TrialExecution>(input.Executions);
        while (runs.Count < inputs.Count && !(seen.Count > 0 && enough(seen)))
        {
            int n = runs.Count;
            TrialRun run = await ExecuteAsync(input, $"{input.Cycle}-{input.Trial}-{n:D3}-{Guid.NewGuid():N}", inputs[n], cancellationToken);
            runs.Add(run);
            if (n >= input.WarmUp)
            {
                // Whether something disturbed an execution is known at once or, where reports come late, not at all.
                seen.Add(reports.IngestionDelay == TimeSpan.Zero
                    ? await MeasureAsync(input, run, cancellationToken)
                    : MeasuredExecution.Of(run.StartedAt, run.Latency, run.Failed, []));
            }
        }

        return runs.ToImmutable();
    }

    private async Task<TrialRun> ExecuteAsync(TrialInput input, string instanceId, object? argument, CancellationToken cancellationToken)
    {
        DurableTaskClient client = clients.Of(input.Lane);
        DateTimeOffset startedAt = timeProvider.GetUtcNow();
        long started = timeProvider.GetTimestamp();
        await client.ScheduleNewOrchestrationInstanceAsync(
            input.Workflow, argument, new StartOrchestrationOptions(instanceId), cancellationToken);
        OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(instanceId, cancellationToken);
        return new TrialRun(instanceId, startedAt, timeProvider.GetElapsedTime(started), ended.RuntimeStatus != OrchestrationRuntimeStatus.Completed);
    }

    private async Task<TrialExecution> MeasureAsync(TrialInput input, TrialRun run, CancellationToken cancellationToken)
    {
        var stages = new List<StageReport>();
        var query = new ReportQuery { Workflow = input.Workflow, Lane = input.Lane, InstanceId = run.InstanceId };
        await foreach (StageReport report in reports.ReadStagesAsync(query, cancellationToken))
        {
            stages.Add(report);
        }

        return MeasuredExecution.Of(run.StartedAt, run.Latency, run.Failed, stages);
    }

    private async Task<IReadOnlyList<object?>> InputsAsync(string workflow, int count, CancellationToken cancellationToken)
    {
        if (application.Workflows[workflow].TrialInput is { } make)
        {
            return [.. Enumerable.Range(0, count).Select(make)];
        }

        List<object?> recent = await RecentInputsAsync(workflow, count, cancellationToken);
        return recent.Count == 0
            ? throw new NoTrialInputException(workflow)
            : [.. Enumerable.Range(0, count).Select(n => recent[n % recent.Count])];
    }

    private async Task<List<object?>> RecentInputsAsync(string workflow, int count, CancellationToken cancellationToken)
    {
        var recent = new List<object?>(count);
        var query = new OrchestrationQuery
        {
            CreatedFrom = timeProvider.GetUtcNow() - TimeSpan.FromDays(1),
            Statuses = [OrchestrationRuntimeStatus.Completed],
            FetchInputsAndOutputs = true,
        };
        await foreach (OrchestrationMetadata execution in clients.Of(Lane.Production).GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            if (execution.Name == workflow)
            {
                recent.Add(execution.SerializedInput is { } json ? JsonElement.Parse(json) : null);
                if (recent.Count == count)
                {
                    break;
                }
            }
        }

        return recent;
    }
}
