using Aquatope.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Cli.Tests.Progress;

public sealed class FigureProgressTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly StringWriter _error = new();
    private readonly List<string> _said = [];

    [Fact]
    public void Follow_AFigureOfSeveralSeeds_TellsOfEachAndHowLongTheRestTakes()
    {
        using var progress = new FigureProgress("convergence", new StatusLine(_error, null), _said.Add, _clock);
        FigureRequest request = progress.Follow(new FigureRequest { Study = new StudyOptions { Seeds = 3, Threads = 1 } });

        request.Begin(6);
        request.Study.ForEachSeed(seed => seed);
        request.Study.Progress("a part");
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("convergence: 3 of 6 done, about 1 s left", _error.ToString().TrimEnd());
        Assert.Equal(["a part"], _said);
    }

    [Fact]
    public void Follow_AFigureThatHasNotBegun_SaysItsLines()
    {
        using var progress = new FigureProgress("smape", new StatusLine(_error, null), _said.Add, _clock);
        FigureRequest request = progress.Follow(new FigureRequest { Study = new StudyOptions() });

        request.Study.Step();
        request.Study.Progress("reading");

        Assert.Equal(["reading"], _said);
        Assert.Empty(_error.ToString());
    }
}
