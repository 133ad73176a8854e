using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Cli.Tests.Progress;

public sealed class CountedProgressTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly StringWriter _error = new();

    private string[] Lines => _error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Step_WithinASecond_IsNotToldOf()
    {
        using (var progress = new CountedProgress(new StatusLine(_error, null), "Simulating", 2, _clock))
        {
            progress.Step();
            _clock.Advance(TimeSpan.FromSeconds(0.9));
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(Lines);
    }

    [Fact]
    public void Step_ElsewhereThanOnATerminal_GivesPlainLinesWithAnEstimate()
    {
        using var progress = new CountedProgress(new StatusLine(_error, null), "Simulating", 4, _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
        progress.Step();
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["Simulating: 0 of 4 done, for 1 s", "Simulating: 1 of 4 done, about 33 s left"], Lines);
    }

    [Fact]
    public void Step_OnATerminal_RenewsOneLineThatFits()
    {
        using (var progress = new CountedProgress(new StatusLine(_error, () => 20), "Simulating", 4, _clock))
        {
            _clock.Advance(TimeSpan.FromSeconds(1.25));
        }

        Assert.Equal(["Simulating: 0 of 4 ", "Simulating: 0 of 4 "], _error.ToString().Split("\r\u001b[K", StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain('\n', _error.ToString());
    }

    [Fact]
    public void Beside_OnATerminal_MakesRoomFirst()
    {
        using var progress = new CountedProgress(new StatusLine(_error, () => 80), "Simulating", 4, _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
        progress.Beside(() => _error.Write("result"));

        Assert.EndsWith("\r\u001b[Kresult", _error.ToString(), StringComparison.Ordinal);
    }
}
