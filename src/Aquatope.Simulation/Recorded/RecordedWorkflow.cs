using System.Collections.Immutable;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>A workflow whose stages do what was recorded: every execution draws a recorded run of each stage, and the truth is the table.</summary>
/// <remarks>
/// Stages are drawn independently of each other, and between them no time passes. A part that fails ends the execution
/// once the parts beside it have ended. The bound is a multiple of the latency, at the objective's percentile, of the
/// greatest value of every knob, which is also the baseline. True probabilities are exact up to the rounding of each call's
/// latency to a two-thousandth of the bound. Costs are in micro-dollars.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class RecordedWorkflow : ITunableWorkflow, IDeployableWorkflow
{
    private const int StepsToBound = 2000;
    private const int Horizon = 4;

    private readonly RecordedPlan _plan;
    private readonly LatencyGrid _grid;
    private readonly int[] _calls;
    private readonly Lazy<RecordedOptimum> _optimum;

    /// <summary>Initializes a new instance of the <see cref="RecordedWorkflow"/> class.</summary>
    /// <param name="plan">What it is made of.</param>
    /// <param name="percentile">The objective's percentile, in (0, 100).</param>
    internal RecordedWorkflow(RecordedPlan plan, double percentile)
    {
        _plan = plan;
        _calls = plan.Shape.CallsOf(plan.Stages.Length);
        Configuration reference = new([.. plan.Knobs.Select(knob => knob.Greatest)]);
        double fastest = ReferenceLatency(plan, reference, percentile / 100);
        TimeSpan bound = TimeSpan.FromMilliseconds(10 * Math.Ceiling(plan.Slack * fastest / 10));
        Problem = new TuningProblem(plan.Name, new SearchSpace(plan.Knobs), new LatencyObjective(bound, percentile)) { Baseline = reference };
        double step = bound.TotalMilliseconds / StepsToBound;
        _grid = new LatencyGrid(step, (Horizon * StepsToBound) + 1);
        _optimum = new Lazy<RecordedOptimum>(() => OptimumSearch.Find(plan, new LatencyGrid(step, StepsToBound + 1), percentile / 100)
            ?? throw new InvalidOperationException($"No configuration of '{plan.Name}' meets {Problem.Objective}."));
    }

    /// <inheritdoc/>
    public string Name => _plan.Name;

    /// <inheritdoc/>
    public TuningProblem Problem { get; }

    /// <inheritdoc/>
    /// <remarks>Found at the first call, by branch and bound over the whole space: no configuration is cheaper.</remarks>
    public double Optimum => _optimum.Value.Cost;

    /// <summary>Gets the configuration with the least true cost of those that truly meet the objective.</summary>
    public Configuration OptimalConfiguration => _optimum.Value.Configuration;

    /// <inheritdoc/>
    /// <remarks>The latency is infinite also beyond four times the bound. The cost is that of all stages, also where one fails.</remarks>
    public WorkflowTruth Truth(Configuration configuration)
    {
        Check(configuration);
        double share = Problem.Objective.Percentile / 100;
        double latencyMs = Latency(configuration).Quantile(share) * _grid.StepMs ?? double.PositiveInfinity;
        double cost = _plan.Stages.Select((stage, i) => _calls[i] * stage.At(configuration).MeanCost).Sum();
        return new WorkflowTruth(cost, latencyMs, latencyMs <= Problem.Objective.Bound.TotalMilliseconds * (1 + 1e-9));
    }

    /// <summary>Returns the probability that an execution succeeds within the bound.</summary>
    /// <param name="configuration">One allowed value for each knob.</param>
    /// <returns>The probability, in [0, 1].</returns>
    /// <exception cref="ArgumentException">The configuration is none of the problem's.</exception>
    public double MetProbability(Configuration configuration)
    {
        Check(configuration);
        return Latency(configuration).Cumulated[StepsToBound];
    }

    /// <inheritdoc/>
    public Trial Run(Configuration configuration, int executions, SeededRandom random)
    {
        Check(configuration);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(executions);
        ArgumentNullException.ThrowIfNull(random);
        var trial = ImmutableArray.CreateBuilder<TrialExecution>(executions);
        for (int i = 0; i < executions; i++)
        {
            trial.Add(RecordedExecution.Draw(_plan, configuration, random));
        }

        return new Trial(configuration, trial.MoveToImmutable());
    }

    /// <summary>Gets the names of the stages, in the order of their indices in <see cref="Shape"/>.</summary>
    public IReadOnlyList<string> Stages => [.. _plan.Stages.Select(stage => stage.Name)];

    /// <summary>Gets the order of the calls.</summary>
    public WorkflowShape Shape => _plan.Shape;

    /// <summary>Returns how long a stage executes at a configuration, for a simulated platform: without the waits that were recorded.</summary>
    /// <param name="stage">The stage's index.</param>
    /// <param name="configuration">One allowed value for each knob; resources of workers change nothing beyond it.</param>
    /// <returns>The execution times.</returns>
    /// <exception cref="ArgumentException">The configuration is none of the problem's.</exception>
    public IExecutionTime ExecutionAt(int stage, Configuration configuration)
    {
        Check(configuration);
        return new RecordedTime(_plan.Stages[stage].At(configuration));
    }

    /// <inheritdoc/>
    public PriceList Prices => _plan.Prices;

    /// <inheritdoc/>
    public ResourceConfiguration ResourcesAt(int stage, Configuration configuration)
    {
        Check(configuration);
        return _plan.Resources(_plan, _plan.Stages[stage], configuration);
    }

    /// <inheritdoc/>
    public TimeDistribution StartUpOf(int stage) => _plan.StartUps.IsEmpty ? TimeDistribution.LogNormal(1000, 0.3) : _plan.StartUps[stage];

    /// <summary>
    /// Returns the workflow as a platform runs it: the platform makes calls wait, not the table, and charges for execution times as they are,
    /// not as they were rounded when they were recorded.
    /// </summary>
    /// <returns>The workflow; its bound follows from the times without waits.</returns>
    public RecordedWorkflow OnPlatform() => new(_plan with { Stages = [.. _plan.Stages.Select(OnPlatform)] }, Problem.Objective.Percentile);

    private RecordedStage OnPlatform(RecordedStage stage) => stage with
    {
        Behaviours = stage.Behaviours.ToDictionary(known => known.Key, known =>
        {
            double[] values = [.. _plan.Knobs.Select(knob => knob.Greatest)];
            for (int i = 0; i < stage.Knobs.Length; i++)
            {
                values[stage.Knobs[i]] = known.Key[i];
            }

            double perSecond = Prices.PerSecond(_plan.Resources(_plan, stage, new Configuration([.. values])));
            return known.Value with
            {
                WaitsMs = [0],
                FixedCost = Prices.PerExecution,
                Runs = [.. known.Value.Runs.Select(run => run with { Cost = (run.ExecutionMs / 1000 * perSecond) + Prices.PerExecution })],
            };
        }),
    };

    // The bound is not known yet, so the grid is that of the mean latency.
    private static double ReferenceLatency(RecordedPlan plan, Configuration reference, double share)
    {
        double sum = plan.Stages.Select(stage => stage.At(reference))
            .Sum(behaviour => behaviour.Runs.Average(run => run.ExecutionMs) + behaviour.WaitsMs.Average());
        var grid = new LatencyGrid(sum / StepsToBound, (Horizon * StepsToBound) + 1);
        int? place = plan.Shape.Latency(stage => plan.Stages[stage].At(reference).Latency(grid)).Quantile(share);
        return place * grid.StepMs
            ?? throw new InvalidOperationException($"The most expensive configuration of '{plan.Name}' fails too often to give a bound.");
    }

    private LatencyDistribution Latency(Configuration configuration) =>
        _plan.Shape.Latency(stage => _plan.Stages[stage].At(configuration).Latency(_grid));

    private void Check(Configuration configuration)
    {
        if (!Problem.Space.Contains(configuration))
        {
            throw new ArgumentException($"'{configuration}' is no configuration of '{Name}'.", nameof(configuration));
        }
    }
}
