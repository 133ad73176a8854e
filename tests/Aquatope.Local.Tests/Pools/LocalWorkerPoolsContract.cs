using Aquatope.Contracts;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Local.Tests;

public sealed class LocalWorkerPoolsContract : WorkerPoolsContract, IAsyncDisposable
{
    private static readonly ResourceConfiguration Default = new(1, 512, 1);
    private readonly FakeTimeProvider _clock = new();
    private readonly PreWarmerMetrics _metrics = new();
    private LocalWorkerPools? _pools;

    public ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        return _pools!.DisposeAsync();
    }

    protected override Task<IWorkerPools> CreateAsync()
    {
        var application = new AquatopeApplication
        {
            Workflows = new Dictionary<string, WorkflowRegistration>(),
            Stages = new[] { "Resize", "Decode" }.ToDictionary(name => name, Registration, StringComparer.Ordinal),
            Prices = new PriceList(),
            Optimizer = new OptimizerOptions(),
            PreWarmer = new PreWarmerOptions(),
        };
        _pools = new LocalWorkerPools(
            application, new ColdStartPrices(application, _metrics, _clock), new LocalMachineOptions(), new FakeLauncher(_clock), new NoReports(), new ExecutionDirectory(), new UnknownLoad(), _clock);
        return Task.FromResult<IWorkerPools>(_pools);
    }

    private static StageRegistration Registration(string name) => new()
    {
        Name = name,
        Create = _ => throw new InvalidOperationException("Workers make the stage, and these exist only in the test."),
        Knobs = new StageKnobs([1, 2], [512, 1024], [1, 4]),
        Default = Default,
    };

    private sealed class NoReports : IReportSink
    {
        public void Write(StageReport report)
        {
            // Nothing is executed here.
        }

        public void Write(WorkflowReport report)
        {
            // Nothing is executed here.
        }
    }
}
