using Aquatope.Inference;
using Aquatope.Tuning;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Workflows.Tests;

public sealed class ChangeMonitorTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
    private readonly RecordedReports _reports = new();
    private readonly StoredTexts _store = [];
    private readonly SeededRandom _random = new(5);
    private int _executions;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Observe_NothingChanges_StaysInTheFirstEpoch()
    {
        Run(100, seconds: 1);
        Assert.Equal(0, (await ObserveAsync()).Epoch);
        Run(100, seconds: 1);
        Assert.Equal(0, (await ObserveAsync()).Epoch);
    }

    [Fact]
    public async Task Observe_StageSlowsDown_BeginsAnEpochAtTheChange()
    {
        Run(100, seconds: 1);
        await ObserveAsync();
        DateTimeOffset changedAt = _clock.GetUtcNow();
        Run(30, seconds: 1.5);

        ChangeWatch watch = await ObserveAsync();

        Assert.Equal(1, watch.Epoch);
        Assert.Contains("Resize", watch.Change, StringComparison.Ordinal);
        Assert.InRange(watch.Since, changedAt - TimeSpan.FromSeconds(20), changedAt + TimeSpan.FromSeconds(60));
        Assert.Equal(1, (await Monitor().ReadAsync("Thumbnails", Cancellation)).Epoch);
    }

    [Fact]
    public async Task Observe_StageCalledManyTimesInAnExecution_FindsTheChangeByExecutions()
    {
        RunWide(60, seconds: 1);
        await ObserveAsync();
        DateTimeOffset changedAt = _clock.GetUtcNow();
        RunWide(20, seconds: 1.5);

        ChangeWatch watch = await ObserveAsync();

        Assert.Equal(1, watch.Epoch);
        Assert.InRange(watch.Since, changedAt - TimeSpan.FromSeconds(5), changedAt + TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Observe_SecondStageOfTheSameChangeIsNoticedLater_IsTheSameEpoch()
    {
        RunBoth(100, resize: 1, encode: 1);
        await ObserveAsync();
        RunBoth(8, resize: 3, encode: 1.4);
        Assert.Equal(1, (await ObserveAsync()).Epoch);
        RunBoth(40, resize: 3, encode: 1.4);
        Assert.Equal(1, (await ObserveAsync()).Epoch);
    }

    [Fact]
    public async Task Observe_TwoChanges_BeginTwoEpochs()
    {
        Run(100, seconds: 1);
        await ObserveAsync();
        Run(60, seconds: 2);
        Assert.Equal(1, (await ObserveAsync()).Epoch);
        Run(100, seconds: 2);
        Assert.Equal(1, (await ObserveAsync()).Epoch);
        Run(60, seconds: 1);
        Assert.Equal(2, (await ObserveAsync()).Epoch);
    }

    [Fact]
    public async Task Observe_AnotherConfiguration_IsNoChange()
    {
        Run(100, seconds: 1);
        await ObserveAsync();
        Run(100, seconds: 2, cpu: 0.5);
        Assert.Equal(0, (await ObserveAsync()).Epoch);
    }

    [Fact]
    public async Task Observe_ColdContendedAndFailedExecutions_AreNoChange()
    {
        Run(100, seconds: 1);
        await ObserveAsync();
        for (int n = 0; n < 90; n++)
        {
            StageReport report = Next(seconds: 3);
            _reports.Add((n % 3) switch
            {
                0 => report with { ColdStart = TimeSpan.FromSeconds(1) },
                1 => report with { Contended = true },
                _ => report with { Outcome = StageOutcome.Failed },
            });
        }

        Assert.Equal(0, (await ObserveAsync()).Epoch);
    }

    private ChangeMonitor Monitor() => new(_reports, _store, _clock, NullLogger<ChangeMonitor>.Instance);

    private Task<ChangeWatch> ObserveAsync()
    {
        _clock.Advance(TimeSpan.FromSeconds(10));
        return Monitor().ObserveAsync("Thumbnails", Cancellation);
    }

    private void Run(int count, double seconds, double cpu = 1)
    {
        for (int n = 0; n < count; n++)
        {
            StageReport report = Next(seconds);
            _reports.Add(report with { Configuration = report.Configuration with { Cpu = cpu } });
        }
    }

    private void RunWide(int count, double seconds)
    {
        for (int n = 0; n < count; n++)
        {
            StageReport first = Next(seconds);
            for (int call = 0; call < 8; call++)
            {
                _reports.Add(first with { Execution = TimeSpan.FromSeconds(seconds * Math.Exp(0.1 * _random.NextNormal())) });
            }
        }
    }

    private void RunBoth(int count, double resize, double encode)
    {
        for (int n = 0; n < count; n++)
        {
            _reports.Add(Next(resize));
            _reports.Add(Next(encode) with { Stage = "Encode" });
        }
    }

    private StageReport Next(double seconds)
    {
        _clock.Advance(TimeSpan.FromSeconds(2));
        return RecordedReports.Resize(_clock.GetUtcNow()) with
        {
            InstanceId = $"i{_executions++}",
            Execution = TimeSpan.FromSeconds(seconds * Math.Exp(0.1 * _random.NextNormal())),
        };
    }
}
