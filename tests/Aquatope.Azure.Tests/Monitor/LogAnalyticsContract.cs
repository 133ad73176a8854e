using Aquatope.Contracts;
using Aquatope.Tuning;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Azure.Tests;

public sealed class LogAnalyticsContract : ReportSourceContract, IAsyncDisposable
{
    private readonly LogAnalyticsServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    protected override Task<IStageReportSource> CreateAsync(IReadOnlyList<StageReport> stages, IReadOnlyList<WorkflowReport> workflows)
    {
        foreach (StageReport stage in stages)
        {
            _server.Spans.Add(stage);
        }

        foreach (WorkflowReport workflow in workflows)
        {
            _server.Spans.Add(workflow);
        }

        // The contract's reports cost what starting an execution costs; they do not wait for more spans.
        var prices = new PriceList { PerVcpuSecond = 0, PerGiBSecond = 0, PerExecution = 1.25e-6 };
        var options = new LogAnalyticsOptions { WorkspaceId = LogAnalyticsServer.Workspace, MaximumIngestionDelay = TimeSpan.Zero };
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddMinutes(10));
        return Task.FromResult<IStageReportSource>(new LogAnalyticsReportSource(
            options, _server.Credential, new AllocatedTimeBilling(prices), clock, _server.Reach(new LoopbackOptions())));
    }
}
