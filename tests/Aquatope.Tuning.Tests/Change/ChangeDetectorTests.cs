using System.Globalization;
using System.Text.Json;
using Aquatope.Benchmarks;
using Aquatope.Inference;

namespace Aquatope.Tuning.Tests;

public sealed class ChangeDetectorTests
{
    private readonly ChangeDetector _detector = new();

    public static TheoryData<string> Noises => [.. ReportNoise.All.Select(noise => noise.Name)];

    // One false alarm in 25,000 reports is asked for; of a Poisson number of mean 4, more than 10 come up in 0.3 % of cases.
    [Theory]
    [MemberData(nameof(Noises))]
    public void Observe_NothingChanges_RaisesFewerAlarmsThanOneInTenThousand(string name)
    {
        ReportNoise noise = ReportNoise.All.Single(noise => noise.Name == name);
        var random = new SeededRandom(4);
        ChangeState state = ChangeState.Initial;
        int alarms = 0;
        for (int i = 0; i < 100_000; i++)
        {
            string configuration = (i / 900).ToString(CultureInfo.InvariantCulture);
            (state, ChangeAlarm? alarm) = _detector.Observe(state, new ChangeReport($"stage{i % 3}", configuration, Math.Exp(noise.Draw(random))));
            alarms += alarm is null ? 0 : 1;
        }

        Assert.InRange(alarms, 0, 9);
    }

    [Theory]
    [InlineData(1.5, 0.1, 10)]
    [InlineData(1.5, 0.3, 40)]
    [InlineData(1.2, 0.1, 35)]
    [InlineData(0.67, 0.1, 10)]
    [InlineData(0.67, 0.3, 40)]
    public void Observe_StageChanges_RaisesAnAlarmSoon(double factor, double deviation, int within)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var random = new SeededRandom(seed);
            ChangeState state = Feed(ChangeState.Initial, 300, () => Math.Exp(deviation * random.NextNormal())).State;
            (_, ChangeAlarm? alarm, int reports) = Feed(state, within, () => factor * Math.Exp(deviation * random.NextNormal()));

            Assert.NotNull(alarm);
            Assert.Equal(factor > 1 ? ChangeDirection.Slower : ChangeDirection.Faster, alarm.Direction);
            Assert.InRange(alarm.Factor / factor, 0.6, 1.7);
            Assert.InRange(alarm.Reports, 1, reports + 100);
        }
    }

    [Fact]
    public void Observe_TimesNeverDiffered_FindsAStep()
    {
        ChangeState state = Feed(ChangeState.Initial, 100, () => 80).State;
        ChangeAlarm? alarm = Feed(state, 10, () => 100).Alarm;
        Assert.NotNull(alarm);
        Assert.Equal(1.25, alarm.Factor, 3);
    }

    [Fact]
    public void Observe_ChangeBelowTheLeast_RaisesNoAlarm()
    {
        ChangeState state = Feed(ChangeState.Initial, 100, () => 80).State;
        Assert.Null(Feed(state, 1000, () => 81).Alarm);
    }

    [Fact]
    public void Observe_MachineIsShortOfProcessorTime_RemembersNothing()
    {
        ChangeState state = Feed(ChangeState.Initial, 100, () => 80).State;
        ChangeDetection detection = _detector.Observe(state, new ChangeReport("stage", "a", 1000, Contended: true));
        Assert.Same(state, detection.State);
        Assert.Null(detection.Alarm);
    }

    [Fact]
    public void Observe_AnotherConfiguration_IsComparedOnlyWithItself()
    {
        ChangeState state = ChangeState.Initial;
        for (int i = 0; i < 1000; i++)
        {
            (state, ChangeAlarm? alarm) = _detector.Observe(state, new ChangeReport("stage", i % 2 == 0 ? "a" : "b", i % 2 == 0 ? 80 : 300));
            Assert.Null(alarm);
        }
    }

    [Fact]
    public void Observe_TrialsOfManyConfigurations_ForgetsThemButNotProduction()
    {
        var detector = new ChangeDetector(new ChangeDetectorOptions { MaxReferences = 8 });
        ChangeState state = ChangeState.Initial;
        ChangeAlarm? last = null;
        for (int i = 0; i < 400; i++)
        {
            state = detector.Observe(state, new ChangeReport("stage", $"trial {i}", 100 + i)).State;
            (state, last) = detector.Observe(state, new ChangeReport("stage", "production", i < 395 ? 80 : 160));
            Assert.InRange(state.References.Length, 0, 8);
            if (last is not null)
            {
                break;
            }
        }

        Assert.NotNull(last);
        Assert.Equal(2, last.Factor, 3);
    }

    [Fact]
    public void Observe_AfterAnAlarm_LearnsTheStageAnewAndKeepsTheOthers()
    {
        ChangeState state = Feed(ChangeState.Initial, 100, () => 80).State;
        state = _detector.Observe(state, new ChangeReport("other", "a", 80)).State;
        (state, ChangeAlarm? alarm, _) = Feed(state, 10, () => 160);
        Assert.NotNull(alarm);
        Assert.Equal("other", Assert.Single(state.References).Stage);
        Assert.Null(Feed(state, 500, () => 160).Alarm);
    }

    [Fact]
    public void Observe_StateWentThroughJson_GoesOnAsBefore()
    {
        var random = new SeededRandom(3);
        ChangeState kept = ChangeState.Initial;
        ChangeState stored = ChangeState.Initial;
        for (int i = 0; i < 400; i++)
        {
            var report = new ChangeReport("stage", "a", (i < 300 ? 80 : 120) * Math.Exp(0.2 * random.NextNormal()));
            stored = JsonSerializer.Deserialize<ChangeState>(JsonSerializer.Serialize(stored))!;
            (kept, ChangeAlarm? first) = _detector.Observe(kept, report);
            (stored, ChangeAlarm? second) = _detector.Observe(stored, report);
            Assert.Equal(first, second);
        }

        Assert.Equal(JsonSerializer.Serialize(kept), JsonSerializer.Serialize(stored));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Observe_TimeIsNone_ThrowsArgumentException(double milliseconds) =>
        Assert.Throws<ArgumentException>("report", () => _detector.Observe(ChangeState.Initial, new ChangeReport("stage", "a", milliseconds)));

    [Fact]
    public void Constructor_SettingOutOfRange_ThrowsArgumentException()
    {
        Assert.Throws<ArgumentException>("options", () => new ChangeDetector(new ChangeDetectorOptions { ReferenceReports = 8 }));
        Assert.Throws<ArgumentException>("options", () => new ChangeDetector(new ChangeDetectorOptions { ReportsPerFalseAlarm = 10 }));
        Assert.Throws<ArgumentException>("options", () => new ChangeDetector(new ChangeDetectorOptions { LeastChange = double.NaN }));
    }

    private (ChangeState State, ChangeAlarm? Alarm, int Reports) Feed(ChangeState state, int reports, Func<double> milliseconds)
    {
        for (int i = 1; i <= reports; i++)
        {
            (state, ChangeAlarm? alarm) = _detector.Observe(state, new ChangeReport("stage", "a", milliseconds()));
            if (alarm is not null)
            {
                return (state, alarm, i);
            }
        }

        return (state, null, reports);
    }
}
