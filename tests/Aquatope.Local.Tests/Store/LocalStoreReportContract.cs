using Aquatope.Contracts;
using Aquatope.Tuning;

namespace Aquatope.Local.Tests;

public sealed class LocalStoreReportContract : ReportSourceContract, IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("aquatope-store-").FullName;
    private LocalStore? _store;

    public async ValueTask DisposeAsync()
    {
        await _store!.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    protected override Task<IStageReportSource> CreateAsync(IReadOnlyList<StageReport> stages, IReadOnlyList<WorkflowReport> workflows)
    {
        _store = LocalStore.Open(Path.Combine(_directory, "reports.db"));
        foreach (StageReport stage in stages)
        {
            _store.Write(stage);
        }

        foreach (WorkflowReport workflow in workflows)
        {
            _store.Write(workflow);
        }

        return Task.FromResult<IStageReportSource>(_store);
    }
}
