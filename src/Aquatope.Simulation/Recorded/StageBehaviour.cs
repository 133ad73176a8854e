using System.Collections.Immutable;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>What a stage did at one configuration: an execution draws one of the waits, one of the runs, and a factor on the run.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed record StageBehaviour
{
    /// <summary>Gets what calls do at a configuration that nobody measured: the platform refuses them at once, and charges nothing.</summary>
    public static StageBehaviour Refused { get; } = new() { Runs = [new RecordedRun(0, 0)], Outcome = StageOutcome.Failed };

    /// <summary>Gets the runs, equally likely; at least one.</summary>
    public required ImmutableArray<RecordedRun> Runs { get; init; }

    /// <summary>Gets the times to the first instruction of user code, in milliseconds, equally likely. Default: none, no wait.</summary>
    public ImmutableArray<double> WaitsMs { get; init; } = [0];

    /// <summary>Gets the standard deviation of the log of the factor, whose mean is one. Default: zero, no factor.</summary>
    public double LogDeviation { get; init; }

    /// <summary>Gets the part of a run's cost that does not grow with its time, in micro-dollars. Default: zero.</summary>
    public double FixedCost { get; init; }

    /// <summary>Gets how every run ends. Default: completed.</summary>
    public StageOutcome Outcome { get; init; } = StageOutcome.Completed;

    /// <summary>Gets the mean cost of a call, in micro-dollars.</summary>
    public double MeanCost => Runs.Average(run => run.Cost);

    /// <summary>Returns the distribution of a call's latency; that of a call that fails never comes.</summary>
    public LatencyDistribution Latency(LatencyGrid grid)
    {
        if (Outcome != StageOutcome.Completed)
        {
            return LatencyDistribution.Never(grid);
        }

        if (LogDeviation > 0)
        {
            return Runs.Length == 1
                ? LatencyDistribution.OfTimes(grid, WaitsMs).Then(LatencyDistribution.OfLogNormal(grid, Runs[0].ExecutionMs, LogDeviation))
                : throw new InvalidOperationException($"A factor goes with one run, the mean; there are {Runs.Length}.");
        }

        return LatencyDistribution.OfTimes(grid, [.. WaitsMs.SelectMany(wait => Runs, (wait, run) => wait + run.ExecutionMs)]);
    }

    /// <summary>Makes one call.</summary>
    public TrialStage Draw(string stage, double startMs, SeededRandom random)
    {
        double wait = WaitsMs[random.NextInt(WaitsMs.Length)];
        RecordedRun run = Runs[random.NextInt(Runs.Length)];
        double factor = LogDeviation > 0 ? Math.Exp((LogDeviation * random.NextNormal()) - (LogDeviation * LogDeviation / 2)) : 1;
        double execution = factor * run.ExecutionMs;
        double cost = FixedCost + (factor * (run.Cost - FixedCost));
        return new TrialStage(stage, startMs, wait + execution, execution, cost, Outcome, Contended: false);
    }
}
