using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>A lane in which configurations are tried, one execution at a time.</summary>
internal sealed class TrialLane : ICallListener
{
    private readonly WorkflowDeployment _deployment;
    private readonly string _lane;
    private readonly int _workflow;
    private readonly List<CompletedCall> _calls = [];
    private readonly List<string> _functions;
    private TaskCompletionSource<TrialExecution> _execution = new();
    private Configuration _configuration;

    /// <summary>Makes the lane; its workers have their first configuration.</summary>
    public TrialLane(WorkflowDeployment deployment, string lane, Configuration configuration)
    {
        _deployment = deployment;
        _lane = lane;
        _configuration = configuration;
        deployment.Deploy(lane, configuration);
        _workflow = deployment.AddWorkflow(lane);
        _functions = [.. deployment.Platform.Functions.Select(function => function.Name)];
        deployment.Platform.AddListener(this);
    }

    /// <summary>Runs a trial, as the optimizer's trial runner does: configure, one warm worker of each stage, warm up, measure, let go.</summary>
    /// <param name="order">The trial.</param>
    /// <param name="warmUp">How many executions are not measured.</param>
    /// <param name="enough">Tells from what was measured whether the trial may end early.</param>
    /// <returns>The measured executions, the number of all, and what all of them cost.</returns>
    public async Task<(ImmutableArray<TrialExecution> Measured, int Executions, double Cost)> RunAsync(
        TrialOrder<Configuration> order, int warmUp, Func<IReadOnlyList<TrialExecution>, bool> enough)
    {
        _configuration = order.Configuration;
        _deployment.Deploy(_lane, order.Configuration);
        await SetWarmTargetsAsync(1);
        var measured = ImmutableArray.CreateBuilder<TrialExecution>();
        double cost = 0;
        int executions = 0;
        while (executions < order.Executions + warmUp && !(measured.Count > 0 && enough(measured)))
        {
            TrialExecution execution = await ExecuteAsync();
            cost += execution.Cost;
            if (executions++ >= warmUp)
            {
                measured.Add(execution);
            }
        }

        await SetWarmTargetsAsync(0);
        return (measured.ToImmutable(), executions, cost);
    }

    /// <inheritdoc/>
    public void Completed(in CompletedCall completed)
    {
        if (completed.Workflow == _workflow)
        {
            _calls.Add(completed);
        }
    }

    /// <inheritdoc/>
    public void Completed(in CompletedExecution completed)
    {
        if (completed.Workflow == _workflow)
        {
            long start = completed.StartTicks;
            ImmutableArray<TrialStage> stages = [.. _calls.OrderBy(call => call.ArrivedTicks).Select(call => StageOf(call, start))];
            _calls.Clear();
            _execution.SetResult(new TrialExecution(Milliseconds(completed.EndTicks - start), stages.Sum(stage => stage.Cost), completed.Failed, stages));
        }
    }

    private Task<TrialExecution> ExecuteAsync()
    {
        _execution = new TaskCompletionSource<TrialExecution>();
        _deployment.Platform.Start(_workflow);
        return _execution.Task;
    }

    private TrialStage StageOf(in CompletedCall call, long startTicks)
    {
        string stage = _functions[call.Function];
        TimeSpan executed = TimeSpan.FromTicks(call.EndedTicks - call.BegunTicks);
        return new TrialStage(
            stage,
            Milliseconds(call.ArrivedTicks - startTicks),
            Milliseconds(call.EndedTicks - call.ArrivedTicks),
            executed.TotalMilliseconds,
            _deployment.CostOf(stage, _configuration, executed),
            call.Outcome,
            Contended: false);
    }

    private Task SetWarmTargetsAsync(int workers) => Task.WhenAll(
        _deployment.Workflow.Stages.Select(stage => _deployment.Pools.SetWarmTargetAsync(_lane, stage, new WarmTarget(workers), CancellationToken.None)));

    private static double Milliseconds(long ticks) => TimeSpan.FromTicks(ticks).TotalMilliseconds;
}
