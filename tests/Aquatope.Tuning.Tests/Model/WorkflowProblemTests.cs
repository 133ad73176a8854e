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
    public void Encode_StageMissing_ThrowsArgumentException() => Assert.Throws<ArgumentException>(() => Problem.Encode(WorkflowConfiguration.Of([])));
}
