using Aquatope.Forecasting;
using Aquatope.Tuning;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Workflows.Tests;

public sealed class PreWarmerTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
    private readonly RecordedReports _reports = new();
    private readonly Pools _pools = new();
    private readonly PreWarmer _preWarmer;

    public PreWarmerTests() => _preWarmer = new PreWarmer(
        new AquatopeApplication
        {
            Workflows = new Dictionary<string, WorkflowRegistration>
            {
                ["Thumbnails"] = new() { Name = "Thumbnails", Create = _ => throw new InvalidOperationException("It is not run here.") },
            },
            Stages = new Dictionary<string, StageRegistration>(),
            Prices = new PriceList(),
            Optimizer = new OptimizerOptions(),
            PreWarmer = new PreWarmerOptions(),
        },
        new GammaPoissonForecaster(),
        _reports,
        _pools,
        _clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunOnce_SteadyDemand_KeepsWorkersForWhatRunsAtOnce()
    {
        // Two calls a second of one second each: two at once on average.
        for (int round = 0; round < 30; round++)
        {
            for (int n = 0; n < 20; n++)
            {
                _clock.Advance(TimeSpan.FromSeconds(0.5));
                _reports.Add(RecordedReports.Resize(_clock.GetUtcNow()));
            }

            await _preWarmer.RunOnceAsync(Cancellation);
        }

        Assert.InRange(_pools.Targets["Resize"], 3, 8);
    }

    [Fact]
    public async Task RunOnce_DemandEnds_LetsTheWorkersGo()
    {
        for (int n = 0; n < 100; n++)
        {
            _clock.Advance(TimeSpan.FromSeconds(0.5));
            _reports.Add(RecordedReports.Resize(_clock.GetUtcNow()));
        }

        await _preWarmer.RunOnceAsync(Cancellation);
        Assert.True(_pools.Targets["Resize"] > 0);
        for (int round = 0; round < 360; round++)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            await _preWarmer.RunOnceAsync(Cancellation);
        }

        Assert.Equal(0, _pools.Targets["Resize"]);
    }

    [Fact]
    public async Task RunOnce_ReportsArriveLate_LosesNoneOfThem()
    {
        // What ends now is reported in two minutes: until then it is not there.
        _reports.IngestionDelay = TimeSpan.FromMinutes(2);
        var pending = new Queue<StageReport>();
        for (int round = 0; round < 60; round++)
        {
            for (int n = 0; n < 20; n++)
            {
                _clock.Advance(TimeSpan.FromSeconds(0.5));
                pending.Enqueue(RecordedReports.Resize(_clock.GetUtcNow()));
            }

            while (pending.TryPeek(out StageReport? report) && report.ScheduledAt + report.Execution + _reports.IngestionDelay <= _clock.GetUtcNow())
            {
                _reports.Add(pending.Dequeue());
            }

            await _preWarmer.RunOnceAsync(Cancellation);
        }

        Assert.InRange(_pools.Targets["Resize"], 3, 8);
    }

    [Fact]
    public async Task RunOnce_SampledReports_CountForWhatTheyStandFor()
    {
        for (int round = 0; round < 30; round++)
        {
            for (int n = 0; n < 4; n++)
            {
                _clock.Advance(TimeSpan.FromSeconds(2.5));
                _reports.Add(RecordedReports.Resize(_clock.GetUtcNow()) with { Weight = 5 });
            }

            await _preWarmer.RunOnceAsync(Cancellation);
        }

        Assert.InRange(_pools.Targets["Resize"], 3, 8);
    }

    [Fact]
    public async Task RunOnce_NothingSeen_SetsNothing()
    {
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(await _preWarmer.RunOnceAsync(Cancellation));
        Assert.Empty(_pools.Targets);
    }

    private sealed class Pools : IWorkerPools
    {
        public Dictionary<string, int> Targets { get; } = [];

        public Task ConfigureAsync(string lane, WorkflowConfiguration configuration, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task SetWarmTargetAsync(string lane, string stage, int workers, CancellationToken cancellationToken)
        {
            Assert.Equal(Lane.Production, lane);
            Targets[stage] = workers;
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<PoolState>> GetAsync(string lane, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<PoolState>>([new PoolState("Resize", new ResourceConfiguration(1, 128, 1), 0, 0, 0, 0, 0)]);
    }
}
