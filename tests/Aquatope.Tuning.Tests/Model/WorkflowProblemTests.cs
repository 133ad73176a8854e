using System.Collections.Immutable;

namespace Aquatope.Tuning.Tests;

public sealed class WorkflowProblemTests
{
    private static readonly WorkflowConfiguration Baseline = WorkflowConfiguration.Of([
        KeyValuePair.Create("Decode", new ResourceConfiguration(0.5, 256, 1)), KeyValuePair.Create("Resize", new ResourceConfiguration(1, 512, 4))]);

    private static readonly WorkflowProblem Problem = new(
        "Thumbnails",
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [
            KeyValuePair.Create("Decode", new StageKnobs([0.5, 1], [256, 512], [1])),
            KeyValuePair.Create("Resize", new StageKnobs([0.5, 1, 2], [256, 512], [1, 2, 4]))]),
        new LatencyObjective(TimeSpan.FromSeconds(1), 95),
        new PriceList(),
        Baseline);

    [Fact]
    public void Decode_Encoded_IsTheSame() => Assert.Equal(Baseline, Problem.Decode(Problem.Encode(Baseline)));

    [Fact]
    public void ToTuningProblem_KnowsBaselineAndRoles()
    {
        TuningProblem problem = Problem.ToTuningProblem();
        Assert.True(problem.Space.Contains(problem.Baseline!));
        Assert.Equal([0.5, 256, 1, 1, 512, 4], problem.Baseline!.Values);
        Assert.Equal([1, 512, 1, 2, 512, 1], problem.Space.MostGenerous.Values);
        Assert.Equal(["Decode", "Resize"], problem.Space.Stages);
    }

    [Fact]
    public void IdleCost_IdleWorkersOfAStage_IsTheirPriceForAllCallsOfAnExecution()
    {
        WorkflowProblem problem = Problem with { IdlePerCall = ImmutableDictionary<string, TimeSpan>.Empty.Add("Resize", TimeSpan.FromSeconds(8)) };
        var call = new TrialStage("Resize", 0, 10, 10, 1, StageOutcome.Completed, Contended: false);
        TrialExecution[] executions = [new TrialExecution(10, 1, Failed: false, [call with { Stage = "Decode" }, call, call]), new TrialExecution(10, 1, Failed: false, [call])];

        // One and a half calls of eight seconds each, of which four share a worker.
        double expected = 1.5 * 8 / 4 * Problem.Prices.PerSecond(new ResourceConfiguration(1, 512, 4));
        Assert.Equal(expected, problem.IdleCost(Baseline, executions), tolerance: 1e-12);
        Assert.Equal(problem.IdlePerCall, problem.ToTuningProblem().IdlePerCall);
        Assert.Equal(0, Problem.IdleCost(Baseline, executions));
    }

    [Fact]
    public void Encode_StageMissing_ThrowsArgumentException() => Assert.Throws<ArgumentException>(() => Problem.Encode(WorkflowConfiguration.Of([])));

    [Fact]
    public void ToTuningProblem_StageSoldInSizes_EveryConfigurationIsOneOfThem()
    {
        StageKnobs sold = StageKnobs.OfSizes([new(2, 4096), new(0.25, 512), new(1, 2048)], [1, 4]);
        WorkflowProblem problem = Problem with
        {
            Stages = Problem.Stages.SetItem("Resize", sold),
            Baseline = Baseline.With("Resize", new ResourceConfiguration(1, 2048, 4)),
        };
        TuningProblem tuning = problem.ToTuningProblem();
        Assert.Equal(["Decode.cpu", "Decode.memoryMiB", "Decode.concurrency", "Resize.memoryMiB", "Resize.concurrency"], tuning.Space.Knobs.Select(knob => knob.Name));
        Assert.Equal(problem.Baseline, problem.Decode(tuning.Baseline!));

        var seen = new HashSet<ResourceConfiguration>();
        foreach (Configuration proposed in new WorkflowTuner().Propose(tuning, [], 24, seed: 1))
        {
            seen.Add(problem.Decode(proposed).Stages["Resize"]);
        }

        Assert.Subset(sold.All().ToHashSet(), seen);
        Assert.Equal(3, seen.Select(size => size.MemoryMiB).Distinct().Count());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0.1, false)]
    public void ToTuningProblem_StageSoldInSizes_PricesAreKnownWhereProcessorsHaveNoneOfTheirOwn(double perVcpuSecond, bool known)
    {
        WorkflowProblem problem = Problem with
        {
            Stages = Problem.Stages.SetItem("Resize", StageKnobs.OfSizes([new(0.5, 512), new(1, 2048)], [4])),
            Prices = new PriceList { PerVcpuSecond = perVcpuSecond },
        };

        Assert.Equal(known ? problem.Prices : null, problem.ToTuningProblem().Prices);
    }
}
