using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>
/// A workflow whose stages take a / cpu^b + c + p (w / memory)² seconds, along a fixed graph, with log-normal noise and,
/// now and then, an execution in which everything takes three times as long.
/// </summary>
/// <remarks>
/// The truth is that of an undisturbed execution without noise, whatever the objective's percentile; it goes with the median.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed record SimulatedWorkflow : ITunableWorkflow
{
    /// <summary>What a second of a vCPU costs, in micro-dollars.</summary>
    public const double PerVcpuSecond = 24;

    /// <summary>What a second of a GiB costs, in micro-dollars.</summary>
    public const double PerGiBSecond = 2.5;

    private readonly SimulatedStage[] _stages;
    private readonly int[][] _paths;

    internal SimulatedWorkflow(string name, SimulatedStage[] stages, int[][] paths, double boundSeconds, double optimum, double gridOptimum)
    {
        Name = name;
        _stages = stages;
        _paths = paths;
        Optimum = optimum;
        GridOptimum = gridOptimum;
        BoundSeconds = boundSeconds;
        Problem = CreateProblem(continuous: true, percentile: 50);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Gets the stages.</summary>
    public IReadOnlyList<SimulatedStage> Stages => _stages;

    /// <summary>Gets every way through the graph, as indices of stages.</summary>
    public IReadOnlyList<int[]> Paths => _paths;

    /// <summary>Gets the latency that must not be exceeded, in seconds.</summary>
    public double BoundSeconds { get; }

    /// <inheritdoc/>
    /// <remarks>In micro-dollars, of the continuous space.</remarks>
    public double Optimum { get; private init; }

    /// <summary>Gets the least cost of any feasible configuration of the catalogue, by exhaustive enumeration.</summary>
    public double GridOptimum { get; }

    /// <inheritdoc/>
    /// <remarks>Continuous knobs and the median, unless another problem of <see cref="CreateProblem"/> is put in.</remarks>
    public TuningProblem Problem { get; init; }

    /// <summary>Gets the standard deviation of the log of a stage's latency. Default: 0.1.</summary>
    public double Noise { get; init; } = 0.1;

    /// <summary>Gets the probability that an execution is disturbed. Default: 0.05.</summary>
    public double OutlierShare { get; init; } = 0.05;

    /// <summary>States the problem.</summary>
    /// <param name="continuous">Whether every processor share from 0.25 to 4 and every memory from 128 to 4096 MiB is for sale, or nine and eleven of them.</param>
    /// <param name="percentile">The objective's percentile.</param>
    /// <returns>The problem: two knobs for each stage.</returns>
    public TuningProblem CreateProblem(bool continuous, double percentile)
    {
        var space = new SearchSpace(Enumerable.Range(0, _stages.Length).SelectMany(k => Knobs(StageName(k), continuous)));
        return new TuningProblem(Name, space, new LatencyObjective(TimeSpan.FromSeconds(BoundSeconds), percentile));
    }

    /// <summary>Returns the same workflow after a change of its stages; the optimum is found anew, that of the catalogue is not a number.</summary>
    /// <param name="change">What people call the change.</param>
    /// <param name="stage">Returns what becomes of a stage.</param>
    /// <returns>The workflow, with the bound of before.</returns>
    /// <exception cref="ArgumentException">No configuration keeps the bound any more.</exception>
    public SimulatedWorkflow Changed(string change, Func<SimulatedStage, SimulatedStage> stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var changed = new SimulatedWorkflow($"{Name}, {change}", [.. _stages.Select(stage)], _paths, BoundSeconds, double.NaN, double.NaN)
        {
            Problem = Problem,
            Noise = Noise,
            OutlierShare = OutlierShare,
        };
        return changed with { Optimum = WorkflowOptimum.CostOf(changed) };
    }

    /// <inheritdoc/>
    public WorkflowTruth Truth(Configuration configuration)
    {
        Check(configuration);
        double[] latencies = Latencies(configuration);
        double seconds = _paths.Max(path => path.Sum(stage => latencies[stage]));
        return new WorkflowTruth(Cost(configuration, latencies), 1000 * seconds, seconds <= BoundSeconds);
    }

    /// <inheritdoc/>
    public Trial Run(Configuration configuration, int executions, SeededRandom random)
    {
        Check(configuration);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(executions);
        ArgumentNullException.ThrowIfNull(random);
        return new Trial(configuration, [.. Enumerable.Range(0, executions).Select(_ => Execute(configuration, random))]);
    }

    private static string StageName(int stage) => $"stage{stage}";

    private static Knob[] Knobs(string stage, bool continuous) => continuous
        ? [Knob.Range($"{stage}.cpu", stage, 0.25, 4, logarithmic: true), Knob.Range($"{stage}.memoryMiB", stage, 128, 4096, logarithmic: true)]
        :
        [
            Knob.Of($"{stage}.cpu", stage, Enumerable.Range(0, 9).Select(j => 0.25 * Math.Pow(16, j / 8.0)), logarithmic: true),
            Knob.Of($"{stage}.memoryMiB", stage, Enumerable.Range(0, 11).Select(j => Math.Round(128 * Math.Pow(32, j / 10.0))), logarithmic: true),
        ];

    private TrialExecution Execute(Configuration configuration, SeededRandom random)
    {
        double[] latencies = Latencies(configuration);
        for (int k = 0; k < latencies.Length; k++)
        {
            latencies[k] *= Math.Exp((Noise * random.NextNormal()) - (Noise * Noise / 2));
        }

        double factor = random.NextDouble() < OutlierShare ? 3 : 1;
        latencies = [.. latencies.Select(latency => latency * factor)];
        var calls = new List<TrialStage>();
        for (int k = 0; k < latencies.Length; k++)
        {
            double start = 1000 * _paths.Where(path => path.Contains(k)).Max(path => path.TakeWhile(stage => stage != k).Sum(stage => latencies[stage]));
            double cost = latencies[k] * Price(configuration, k);
            calls.Add(new TrialStage(StageName(k), start, 1000 * latencies[k], 1000 * latencies[k], cost, StageOutcome.Completed, Contended: false));
        }

        double end = 1000 * _paths.Max(path => path.Sum(stage => latencies[stage]));
        return new TrialExecution(end, Cost(configuration, latencies), Failed: false, [.. calls.OrderBy(call => call.StartMs)]);
    }

    private void Check(Configuration configuration)
    {
        if (!Problem.Space.Contains(configuration))
        {
            throw new ArgumentException($"'{configuration}' is no configuration of '{Name}'.", nameof(configuration));
        }
    }

    private static double Price(Configuration configuration, int stage) =>
        (PerVcpuSecond * configuration[2 * stage]) + (PerGiBSecond * configuration[(2 * stage) + 1] / 1024);

    private static double Cost(Configuration configuration, double[] latencies) =>
        latencies.Select((latency, k) => latency * Price(configuration, k)).Sum();

    private double[] Latencies(Configuration configuration) =>
        [.. _stages.Select((stage, k) => stage.Seconds(configuration[2 * k], configuration[(2 * k) + 1]))];
}
