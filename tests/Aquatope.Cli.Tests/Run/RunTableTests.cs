using Spectre.Console;

namespace Aquatope.Cli.Tests;

public sealed class RunTableTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(90)]
    [InlineData(100)]
    [InlineData(160)]
    public void Write_AnyWidth_FitsAndKeepsEveryNumberWhole(int width)
    {
        string text = Write(width);

        Assert.All(text.Split('\n').Where(line => line.Contains("RankSentences", StringComparison.Ordinal)), line => Assert.True(line.TrimEnd().Length <= width, line));
        Assert.DoesNotContain('…', text);
        foreach (string figure in (string[])["0.25 vCPU 1024 MiB x16", "1234.5", "98.7%", "0.01234", "512 executions", "not called"])
        {
            Assert.Contains(figure, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Write_WideEnough_ShowsEveryPercentileAndTheColdStart()
    {
        string text = Write(160);

        Assert.Contains("p50 ms", text, StringComparison.Ordinal);
        Assert.Contains("p99 ms", text, StringComparison.Ordinal);
        Assert.Contains("321", text, StringComparison.Ordinal);
    }

    private static string Write(int width)
    {
        using var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new FixedWidthOutput(output, width) });
        RunTable.Write(console, Result());
        return output.ToString();
    }

    private static RunResult Result()
    {
        var stage = new StageResult
        {
            Configuration = new ConfigurationResult(0.25, 1024, 16),
            LatencyMs = new LatencyResult(1000, 1234.5, 1300),
            ColdStartMs = 321,
            ColdStartShare = 0.987,
            CostPer1000 = 0.01234,
        };
        var phase = new PhaseResult
        {
            Executions = 512,
            LatencyMs = new LatencyResult(1000, 1234, 1300),
            ViolationShare = 0.987,
            ColdStartShare = 0.5,
            CostPer1000 = 0.01234,
            Stages = new SortedDictionary<string, StageResult>(StringComparer.Ordinal) { ["RankSentences"] = stage },
        };
        return new RunResult
        {
            Workflow = "chain",
            Objective = new ObjectiveResult(600, 95),
            Limits = "cgroup-v1",
            Start = phase,
            Before = phase,
            After = phase with { Stages = new SortedDictionary<string, StageResult>(StringComparer.Ordinal) },
            Tuning = new TuningResult { Trials = 1, Executions = 2, Cost = 3, Seconds = 4, Action = "applied", Reason = "because" },
            Resumed = 0,
        };
    }
}
