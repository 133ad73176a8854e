using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>What a cold start of each stage in production is worth now, by the objectives of the workflows that call it.</summary>
/// <remarks>
/// Of several workflows the one counts that pays most. A workflow without an objective pays
/// <see cref="PreWarmerOptions.PricePerColdStart"/>, as all do where <see cref="PreWarmerOptions.PriceFollowsObjective"/> is switched off.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class ColdStartPrices
{
    // A cycle that has stopped without a word holds the price no longer than this after its last step.
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    private readonly AquatopeApplication _application;
    private readonly PreWarmerMetrics _metrics;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WorkflowPrice> _workflows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _callers = new(StringComparer.Ordinal);

    public ColdStartPrices(AquatopeApplication application, PreWarmerMetrics metrics, TimeProvider timeProvider)
    {
        (_application, _metrics, _timeProvider) = (application, metrics, timeProvider);
        foreach (WorkflowRegistration workflow in application.Workflows.Values)
        {
            if (workflow.Objective is { } objective && objective.Bound < TimeSpan.MaxValue && application.PreWarmer.PriceFollowsObjective)
            {
                _workflows[workflow.Name] = new WorkflowPrice(objective, application.PreWarmer.PricePerColdStart);
            }
        }
    }

    /// <summary>Returns prices and limits of a stage's pool.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="configuration">The resources of its workers.</param>
    public PoolPolicy PolicyOf(string stage, ResourceConfiguration configuration) =>
        _application.PreWarmer.PolicyOf(configuration, _application.Prices) with { PricePerColdStart = Of(stage) };

    /// <summary>Returns the price of one cold start.</summary>
    /// <param name="stage">The stage.</param>
    public double Of(string stage)
    {
        lock (_lock)
        {
            return _callers.TryGetValue(stage, out HashSet<string>? callers)
                ? callers.Max(caller => _workflows.TryGetValue(caller, out WorkflowPrice? price) ? PriceOf(price) : _application.PreWarmer.PricePerColdStart)
                : _application.PreWarmer.PricePerColdStart;
        }
    }

    /// <summary>Learns of one call in production.</summary>
    /// <param name="report">Its report.</param>
    public void Observe(StageReport report)
    {
        lock (_lock)
        {
            (_callers.TryGetValue(report.Stage, out HashSet<string>? callers) ? callers : _callers[report.Stage] = new HashSet<string>(StringComparer.Ordinal))
                .Add(report.Workflow);
            if (report.ColdStart > TimeSpan.Zero && _workflows.TryGetValue(report.Workflow, out WorkflowPrice? price))
            {
                price.Cold.Add(report.InstanceId);
            }
        }
    }

    /// <summary>Learns of one execution in production, whose calls have been learned of before.</summary>
    /// <param name="report">Its report.</param>
    public void Observe(WorkflowReport report)
    {
        lock (_lock)
        {
            if (_workflows.TryGetValue(report.Workflow, out WorkflowPrice? price))
            {
                price.Price.IsHeld = IsHeld(price);
                price.Price.Observe(report.Latency, report.Failed, price.Cold.Remove(report.InstanceId), report.StartedAt + report.Latency);
                _metrics.ColdStartPrice(report.Workflow, price.Price.Value);
            }
        }
    }

    /// <summary>Keeps the price up while a workflow is being tuned, so that a change of its configuration is not judged by missing workers.</summary>
    /// <param name="workflow">The workflow.</param>
    public void Hold(string workflow) => HoldUntil(workflow, _timeProvider.GetUtcNow() + LongestHold);

    /// <summary>Lets the price follow again: the tuning has ended.</summary>
    /// <param name="workflow">The workflow.</param>
    public void Release(string workflow) => HoldUntil(workflow, DateTimeOffset.MinValue);

    /// <summary>Returns what is to be stored, by workflow.</summary>
    public IReadOnlyDictionary<string, ColdStartPriceState> States
    {
        get
        {
            lock (_lock)
            {
                return _workflows.ToDictionary(workflow => workflow.Key, workflow => workflow.Value.Price.State, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Goes on from what was known before a restart.</summary>
    /// <param name="workflow">The workflow; passed over where its price does not follow.</param>
    /// <param name="state">What was known.</param>
    public void Restore(string workflow, ColdStartPriceState state)
    {
        lock (_lock)
        {
            if (_workflows.TryGetValue(workflow, out WorkflowPrice? price))
            {
                price.Price.State = state;
            }
        }
    }

    private void HoldUntil(string workflow, DateTimeOffset end)
    {
        lock (_lock)
        {
            if (_workflows.TryGetValue(workflow, out WorkflowPrice? price))
            {
                price.HeldUntil = end;
            }
        }
    }

    private double PriceOf(WorkflowPrice price)
    {
        price.Price.IsHeld = IsHeld(price);
        return price.Price.Value;
    }

    private bool IsHeld(WorkflowPrice price) => _timeProvider.GetUtcNow() < price.HeldUntil;

    private sealed class WorkflowPrice(LatencyObjective objective, double initial)
    {
        public ColdStartPrice Price { get; } = new(objective, initial);

        public ColdExecutions Cold { get; } = new();

        public DateTimeOffset HeldUntil { get; set; } = DateTimeOffset.MinValue;
    }
}
