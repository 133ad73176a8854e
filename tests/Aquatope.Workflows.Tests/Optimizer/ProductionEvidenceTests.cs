using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Workflows.Tests;

public sealed class ProductionEvidenceTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly ResourceConfiguration InForce = new(1, 128, 1);

    private static readonly WorkflowProblem Problem = new(
        "Thumbnails",
        ImmutableSortedDictionary<string, StageKnobs>.Empty.Add("Resize", new StageKnobs([0.5, 1], [128], [1])),
        new LatencyObjective(TimeSpan.FromSeconds(2), 95),
        new PriceList(),
        WorkflowConfiguration.Of([KeyValuePair.Create("Resize", InForce)]));

    private readonly RecordedReports _reports = new();

    [Fact]
    public async Task Since_WarmExecutionsOnTheConfigurationInForce_AreTheirMeasurements()
    {
        for (int n = 0; n < 25; n++)
        {
            Run(n, report => report);
        }

        WorkflowTrial trial = (await SinceAsync(Start))!;

        Assert.Equal(Problem.Baseline, trial.Configuration);
        Assert.Equal(20, trial.Executions.Length);
        Assert.Equal(1200, trial.Executions[0].LatencyMs);
        TrialStage call = Assert.Single(trial.Executions[0].Stages);
        Assert.Equal((100, 1000, 0.25), (call.StartMs, call.ExecutionMs, call.Cost));
    }

    [Fact]
    public async Task Since_ColdOrElsewhereOrEarlier_IsPassedOver()
    {
        Run(0, report => report);
        Run(1, report => report);
        Run(2, report => report with { ColdStart = TimeSpan.FromSeconds(1) });
        Run(3, report => report with { Configuration = InForce with { Cpu = 0.5 } });
        Assert.Null(await SinceAsync(Start));

        Run(4, report => report);
        Assert.Equal(3, (await SinceAsync(Start))!.Executions.Length);
        Assert.Null(await SinceAsync(Start.AddSeconds(1)));
    }

    private Task<WorkflowTrial?> SinceAsync(DateTimeOffset since) => new ProductionEvidence(_reports).SinceAsync(Problem, since, TestContext.Current.CancellationToken);

    private void Run(int n, Func<StageReport, StageReport> change)
    {
        DateTimeOffset startedAt = Start.AddSeconds(10 * n);
        _reports.Add(change(RecordedReports.Resize(startedAt.AddMilliseconds(100)) with { InstanceId = $"i{n}", Cost = 0.25 }));
        _reports.Add(new WorkflowReport
        {
            Lane = Lane.Production,
            Workflow = "Thumbnails",
            InstanceId = $"i{n}",
            StartedAt = startedAt,
            Latency = TimeSpan.FromSeconds(1.2),
            Failed = false,
        });
    }
}
