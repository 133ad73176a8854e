using System.Collections.Immutable;
using System.Text.Json;
using Aquatope.Tuning;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aquatope.Workflows;

/// <summary>Runs a workflow under a configuration in a trial lane and measures it.</summary>
internal sealed class TrialRunner(
    AquatopeApplication application,
    IWorkerPools pools,
    IStageReportSource reports,
    ITrialAdmission admission,
    ChangeMonitor changes,
    LaneClients clients,
    TimeProvider timeProvider)
{
    /// <summary>Configures the lane, warms it up, measures, and lets the lane's workers go.</summary>
    /// <param name="input">What to run.</param>
    /// <param name="enough">Tells from the executions measured so far, at least one, whether the trial may end early.</param>
    /// <param name="cancellationToken">Stops the trial.</param>
    /// <returns>The trial; failures of executions are part of it.</returns>
    public async Task<TrialRecord> RunAsync(
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
            return await MeasureAsync(input, epoch, enough, cancellationToken);
        }
        finally
        {
            await SetWarmTargetsAsync(input, workers: 0, CancellationToken.None);
        }
    }

    private Task SetWarmTargetsAsync(TrialInput input, int workers, CancellationToken cancellationToken) => Task.WhenAll(
        input.Configuration.Stages.Keys.Select(stage => pools.SetWarmTargetAsync(input.Lane, stage, workers, cancellationToken)));

    private async Task<TrialRecord> MeasureAsync(
        TrialInput input, int epoch, Func<IReadOnlyList<TrialExecution>, bool> enough, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?> inputs = await InputsAsync(input.Workflow, input.Executions + input.WarmUp, cancellationToken);
        var measured = ImmutableArray.CreateBuilder<TrialExecution>(input.Executions);
        double cost = 0;
        int executions = 0;
        while (executions < inputs.Count && !(measured.Count > 0 && enough(measured)))
        {
            int n = executions++;
            TrialExecution execution = await ExecuteAsync(input, $"{input.Cycle}-{input.Trial}-{n:D3}-{Guid.NewGuid():N}", inputs[n], cancellationToken);
            cost += execution.Cost;
            if (n >= input.WarmUp)
            {
                measured.Add(execution);
            }
        }

        return new TrialRecord(new WorkflowTrial(input.Configuration, measured.ToImmutable()), executions, cost, input.Lane, timeProvider.GetUtcNow())
        {
            Epoch = epoch,
        };
    }

    private async Task<TrialExecution> ExecuteAsync(TrialInput input, string instanceId, object? argument, CancellationToken cancellationToken)
    {
        DurableTaskClient client = clients.Of(input.Lane);
        DateTimeOffset startedAt = timeProvider.GetUtcNow();
        long started = timeProvider.GetTimestamp();
        await client.ScheduleNewOrchestrationInstanceAsync(
            input.Workflow, argument, new StartOrchestrationOptions(instanceId), cancellationToken);
        OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(instanceId, cancellationToken);
        TimeSpan latency = timeProvider.GetElapsedTime(started);

        var stages = new List<StageReport>();
        var query = new ReportQuery { Workflow = input.Workflow, Lane = input.Lane, InstanceId = instanceId };
        await foreach (StageReport report in reports.ReadStagesAsync(query, cancellationToken))
        {
            stages.Add(report);
        }

        return MeasuredExecution.Of(startedAt, latency, ended.RuntimeStatus != OrchestrationRuntimeStatus.Completed, stages);
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
