using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace Aquatope.Dashboard.Tests;

/// <summary>Measures the overview of a program, and asserts nothing of time: <c>Aquatope.Dashboard.Tests -explicit only</c>.</summary>
public sealed class OverviewSpeedMeasurements(ProgramRig rig, ITestOutputHelper output) : IClassFixture<ProgramRig>
{
    // A few per second, so that the latest thousand span minutes.
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(200);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Overview_WithManyStoredExecutions_IsMeasured()
    {
        Chromium.SkipUnlessThere();
        await rig.RestAsync();
        IReportSink reports = rig.Host.Services.GetRequiredService<IReportSink>();
        DateTimeOffset end = TimeProvider.System.GetUtcNow();
        for (int n = 0; n < OpenedPage.Stored; n++)
        {
            Store(reports, $"stored-{n}", end - ((n + 1) * Apart));
        }

        var query = new ReportQuery { Workflow = ProgramRig.Workflow, Lane = Lane.Production };
        int stored = await rig.Host.Services.GetRequiredService<IStageReportSource>().ReadWorkflowsAsync(query, Cancellation).CountAsync(Cancellation);

        // The numbers stand below the verdict; where there are none, there is a dash.
        OpenedPage page = await OpenedPage.MeasureAsync(rig.Address, content: ".verdict.good ~ .tiles strong, .verdict.bad ~ .tiles strong", watchMs: 5000);

        output.WriteLine($"Overview, {stored:N0} stored: {page}");
        Assert.True(stored >= OpenedPage.Stored);
        Assert.NotEmpty(page.FirstContentMs);
    }

    private static void Store(IReportSink reports, string id, DateTimeOffset startedAt)
    {
        foreach (string stage in ReadLabel.Stages)
        {
            reports.Write(new StageReport
            {
                Lane = Lane.Production,
                Workflow = ProgramRig.Workflow,
                InstanceId = id,
                Stage = stage,
                ScheduledAt = startedAt,
                QueueWait = TimeSpan.FromMilliseconds(2),
                Execution = TimeSpan.FromMilliseconds(30),
                Configuration = new ResourceConfiguration(1, 512, 1),
                Outcome = StageOutcome.Completed,
                Cost = 1e-6,
            });
        }

        reports.Write(new WorkflowReport
        {
            Lane = Lane.Production,
            Workflow = ProgramRig.Workflow,
            InstanceId = id,
            StartedAt = startedAt,
            Latency = TimeSpan.FromMilliseconds(110),
            Failed = false,
        });
    }
}
