using System.Collections.Immutable;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks;

/// <summary>
/// A workflow whose stages take a / cpu^b + c + p (w / memory)² seconds, along a fixed graph, with log-normal noise and,
/// now and then, an execution in which everything takes three times as long.
/// </summary>
internal sealed record SimulatedWorkflow
{
    private readonly SimulatedStage[] _stages;
    private readonly int[][] _paths;

    public SimulatedWorkflow(string name, SimulatedStage[] stages, int[][] paths, double boundSeconds, double gridOptimum)
    {
        Name = name;
        _stages = stages;
        _paths = paths;
        GridOptimum = gridOptimum;
        BoundSeconds = boundSeconds;
        Problem = CreateProblem(50);
    }

    public string Name { get; }

    public double BoundSeconds { get; }

    /// <summary>Gets the least cost of any feasible configuration of the catalogue, by exhaustive enumeration.</summary>
    public double GridOptimum { get; }

    public TuningProblem Problem { get; }

    /// <summary>Gets the standard deviation of the log of a stage's latency.</summary>
    public double Noise { get; init; } = 0.1;

    /// <summary>Gets the probability that an execution is disturbed.</summary>
    public double OutlierShare { get; init; } = 0.05;

    /// <summary>Gets by how much every stage is slower than usual.</summary>
    public double Slowdown { get; init; } = 1;

    public TuningProblem CreateProblem(double percentile)
    {
        var knobs = new StageKnobs(
            [.. Enumerable.Range(0, 9).Select(j => 0.25 * Math.Pow(16, j / 8.0))],
            [.. Enumerable.Range(0, 11).Select(j => (int)Math.Round(128 * Math.Pow(32, j / 10.0)))],
            [1]);
        var stages = Enumerable.Range(0, _stages.Length).ToImmutableSortedDictionary(StageName, _ => knobs, StringComparer.Ordinal);
        var baseline = WorkflowConfiguration.Of(stages.Keys.Select(stage =>
            KeyValuePair.Create(stage, new ResourceConfiguration(knobs.Cpu[6], knobs.MemoryMiB[8], 1))));
        var prices = new PriceList { PerVcpuSecond = 24, PerGiBSecond = 2.5, PerExecution = 0 };
        return new TuningProblem(Name, stages, new LatencyObjective(TimeSpan.FromSeconds(BoundSeconds), percentile), prices, baseline);
    }

    /// <summary>Returns cost and end-to-end seconds without noise.</summary>
    public (double Cost, double Seconds) True(WorkflowConfiguration configuration)
    {
        double[] latencies = Latencies(configuration);
        return (Cost(configuration, latencies), _paths.Max(path => path.Sum(stage => latencies[stage])));
    }

    public Trial Run(WorkflowConfiguration configuration, int executions, SeededRandom random) =>
        new(configuration, [.. Enumerable.Range(0, executions).Select(_ => Execute(configuration, random))]);

    private static string StageName(int stage) => $"stage{stage}";

    private TrialExecution Execute(WorkflowConfiguration configuration, SeededRandom random)
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
            ResourceConfiguration resources = configuration.Stages[StageName(k)];
            double cost = latencies[k] * Problem.Prices.PerSecond(resources);
            calls.Add(new TrialStage(StageName(k), start, 1000 * latencies[k], 1000 * latencies[k], cost, StageOutcome.Completed, Contended: false));
        }

        double end = 1000 * _paths.Max(path => path.Sum(stage => latencies[stage]));
        return new TrialExecution(end, Cost(configuration, latencies), Failed: false, [.. calls.OrderBy(call => call.StartMs)]);
    }

    private double Cost(WorkflowConfiguration configuration, double[] latencies) =>
        latencies.Select((latency, k) => latency * Problem.Prices.PerSecond(configuration.Stages[StageName(k)])).Sum();

    private double[] Latencies(WorkflowConfiguration configuration) =>
        [.. _stages.Select((stage, k) => Slowdown * stage.Seconds(configuration.Stages[StageName(k)]))];
}

/// <summary>The latency of one simulated stage.</summary>
internal sealed record SimulatedStage(double A, double B, double C, double P, double W)
{
    public double Seconds(ResourceConfiguration resources) =>
        (A * Math.Pow(resources.Cpu, -B)) + C + (P * Math.Pow(W / resources.MemoryMiB, 2));
}
