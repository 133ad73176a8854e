using System.Text;
using Aquatope.Tuning;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Workflows.Tests;

public sealed class DemandStoreTests : IDisposable
{
    private const string Stage = "Resize";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
    private readonly PreWarmerMetrics _metrics = new();
    private readonly StoredBytes _store = new();
    private readonly Warnings _warnings = new();
    private readonly LearnedIdleTimes _idleTimes = new();
    private readonly RecordedReports _reports = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task Read_NothingStored_IsNullWithoutAWarning()
    {
        var store = new DemandStore(_store, _warnings);

        Assert.Null(await store.ReadIdleTimesAsync(Cancellation));
        Assert.Null(await store.ReadIdleTimesAsync(Stage, Cancellation));
        Assert.Empty(_warnings.Lines);
    }

    [Theory]
    [InlineData("pools/idle-times", "{ \"all\": [1, 2], \"afterClass\": [] }")]
    [InlineData("pools/idle-times", "no JSON")]
    [InlineData("stages/Resize/idle-times", "{ \"slots\": [] }")]
    [InlineData("stages/Resize/idle-times", "{ \"forecastBalance\": 0, \"slots\": [null] }")]
    [InlineData("stages/Resize/idle-times", "{ \"forecastBalance\": 0, \"slots\": [{ \"before\": 200, \"ended\": [] }] }")]
    [InlineData("stages/Resize/demand", "{ \"counts\": 7 }")]
    [InlineData("workflows/Thumbnails/cold-start-price", "[")]
    public async Task Restore_DocumentThatCannotBeRead_BeginsWithoutAndWarns(string key, string content)
    {
        await _store.WriteAsync(key, Encoding.UTF8.GetBytes(content), expectedVersion: null, Cancellation);

        StageDemands demands = Demands();
        await demands.RestoreAsync(Cancellation);

        Assert.Contains(key, Assert.Single(_warnings.Lines), StringComparison.Ordinal);
        Assert.Empty(_idleTimes.Restored);
        Assert.Empty(demands.Stages);
    }

    [Fact]
    public async Task Save_DocumentThatCannotBeRead_IsReplaced()
    {
        await _store.WriteAsync("stages/Resize/idle-times", "damaged"u8.ToArray(), expectedVersion: null, Cancellation);
        StageDemands demands = Demands();
        _reports.Add(RecordedReports.Resize(_clock.GetUtcNow()));
        _clock.Advance(TimeSpan.FromMinutes(2));
        await demands.ObserveAsync(Cancellation);
        await demands.SaveAsync(Cancellation);
        _warnings.Lines.Clear();

        await Demands().RestoreAsync(Cancellation);

        Assert.Empty(_warnings.Lines);
        Assert.Equal((Stage, 7.0), (_idleTimes.Restored.Single().Key, _idleTimes.Restored.Single().Value.ForecastBalance));
    }

    [Fact]
    public async Task Save_BeforeTheEarlierKnowledgeWasRead_DoesNotReplaceIt()
    {
        var before = new DemandStore(_store, _warnings);
        await before.WriteIdleTimesAsync(_idleTimes.OfAllPools, Cancellation);
        await before.WritePriceAsync("Thumbnails", ColdStartPriceState.Initial with { Logarithm = -1 }, Cancellation);

        await Demands().SaveAsync(Cancellation);

        Assert.Equal(-1, (await before.ReadPriceAsync("Thumbnails", Cancellation))!.Logarithm);
    }

    private StageDemands Demands()
    {
        var application = new AquatopeApplication
        {
            Workflows = new Dictionary<string, WorkflowRegistration>
            {
                ["Thumbnails"] = new()
                {
                    Name = "Thumbnails",
                    Create = _ => throw new InvalidOperationException("It is not run here."),
                    Objective = new LatencyObjective(TimeSpan.FromSeconds(1), 95),
                },
            },
            Stages = new Dictionary<string, StageRegistration>
            {
                [Stage] = new()
                {
                    Name = Stage,
                    Create = _ => throw new InvalidOperationException("It is not run here."),
                    Knobs = new StageKnobs([1], [128], [1]),
                    Default = new ResourceConfiguration(1, 128, 1),
                },
            },
            Prices = new PriceList(),
            Optimizer = new OptimizerOptions(),
            PreWarmer = new PreWarmerOptions(),
        };
        return new StageDemands(
            application, _reports, new DemandStore(_store, _warnings), new ColdStartPrices(application, _metrics, _clock), _clock, _idleTimes);
    }

    private sealed class LearnedIdleTimes : ILearnedIdleTimes
    {
        public Dictionary<string, IdleSlotsState> Restored { get; } = [];

        public IdleTimeExperienceState OfAllPools { get; set; } = new IdleTimeExperience().State;

        public IdleSlotsState? Read(string stage) => new() { ForecastBalance = 7, Slots = [] };

        public void Restore(string stage, IdleSlotsState state) => Restored[stage] = state;
    }

    private sealed class Warnings : ILogger<DemandStore>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.Equal(LogLevel.Warning, logLevel);
            Lines.Add(formatter(state, exception));
        }
    }
}
