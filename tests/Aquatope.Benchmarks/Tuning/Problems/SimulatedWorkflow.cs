using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks;

/// <summary>
/// A workflow whose stages take a / cpu^b + c + p (w / memory)² seconds, along a fixed graph, with log-normal noise and,
/// now and then, an execution in which everything takes three times as long.
/// </summary>
internal sealed record SimulatedWorkflow
{
    // In micro-dollars: a second of a vCPU, and of a GiB.
    public const double PerVcpuSecond = 24;
    public const double PerGiBSecond = 2.5;

    private readonly SimulatedStage[] _stages;
    private readonly int[][] _paths;

    public SimulatedWorkflow(string name, SimulatedStage[] stages, int[][] paths, double boundSeconds, double optimum, double gridOptimum)
    {
        Name = name;
        _stages = stages;
        _paths = paths;
        Optimum = optimum;
        GridOptimum = gridOptimum;
        BoundSeconds = boundSeconds;
        Problem = CreateProblem(continuous: true, percentile: 50);
    }

    public string Name { get; }

    public IReadOnlyList<SimulatedStage> Stages => _stages;

    /// <summary>Gets every way through the graph, as indices of stages.</summary>
    public IReadOnlyList<int[]> Paths => _paths;

    public double BoundSeconds { get; }

    /// <summary>Gets the least cost of any feasible configuration.</summary>
    public double Optimum { get; init; }

    /// <summary>Gets the least cost of any feasible configuration of the catalogue, by exhaustive enumeration.</summary>
    public double GridOptimum { get; }

    public TuningProblem Problem { get; init; }

    /// <summary>Gets the standard deviation of the log of a stage's latency.</summary>
    public double Noise { get; init; } = 0.1;

    /// <summary>Gets the probability that an execution is disturbed.</summary>
    public double OutlierShare { get; init; } = 0.05;

    /// <summary>States the problem.</summary>
    /// <param name="continuous">Whether every processor share from 0.25 to 4 and every memory from 128 to 4096 MiB is for sale, or nine and eleven of them.</param>
    /// <param name="percentile">The objective's percentile.</param>
    public TuningProblem CreateProblem(bool continuous, double percentile)
    {
        var space = new SearchSpace(Enumerable.Range(0, _stages.Length).SelectMany(k => Knobs(StageName(k), continuous)));
        return new TuningProblem(Name, space, new LatencyObjective(TimeSpan.FromSeconds(BoundSeconds), percentile));
    }

    /// <summary>Returns the same workflow after a change of its stages.</summary>
    public SimulatedWorkflow Changed(string change, Func<SimulatedStage, SimulatedStage> stage)
    {
        var changed = new SimulatedWorkflow($"{Name}, {change}", [.. _stages.Select(stage)], _paths, BoundSeconds, double.NaN, double.NaN)
        {
            Problem = Problem,
            Noise = Noise,
            OutlierShare = OutlierShare,
        };
        return changed with { Optimum = WorkflowOptimum.CostOf(changed) };
    }

    /// <summary>Returns cost and end-to-end seconds without noise.</summary>
    public (double Cost, double Seconds) True(Configuration configuration)
    {
        double[] latencies = Latencies(configuration);
        return (Cost(configuration, latencies), _paths.Max(path => path.Sum(stage => latencies[stage])));
    }

    public Trial Run(Configuration configuration, int executions, SeededRandom random) =>
        new(configuration, [.. Enumerable.Range(0, executions).Select(_ => Execute(configuration, random))]);

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

    private static double Price(Configuration configuration, int stage) =>
        (PerVcpuSecond * configuration[2 * stage]) + (PerGiBSecond * configuration[(2 * stage) + 1] / 1024);

    private static double Cost(Configuration configuration, double[] latencies) =>
        latencies.Select((latency, k) => latency * Price(configuration, k)).Sum();

    private double[] Latencies(Configuration configuration) =>
        [.. _stages.Select((stage, k) => stage.Seconds(configuration[2 * k], configuration[(2 * k) + 1]))];
}

/// <summary>The latency of one simulated stage.</summary>
internal sealed record SimulatedStage(double A, double B, double C, double P, double W)
{
    public double Seconds(double cpu, double memoryMiB) => (A * Math.Pow(cpu, -B)) + C + (P * Math.Pow(W / memoryMiB, 2));

    /// <summary>Returns the derivatives of the seconds by the logarithms of processor share and memory.</summary>
    public (double ByCpu, double ByMemory) Derivatives(double cpu, double memoryMiB) =>
        (-B * A * Math.Pow(cpu, -B), -2 * P * Math.Pow(W / memoryMiB, 2));
}
