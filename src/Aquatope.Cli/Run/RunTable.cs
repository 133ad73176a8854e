using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;

namespace Aquatope.Cli;

/// <summary>Shows a result as people read it: before and after, end to end and stage by stage.</summary>
internal static class RunTable
{
    private const int FileWidth = 160;
    private const int FullWidth = 136;
    private static readonly ImmutableArray<FittingColumn> Columns =
    [
        new("", "", IsText: true), new("", "", IsText: true), new("configuration", "configuration", IsText: true), new("p50 ms", null), new("p95 ms", "p95 ms"),
        new("p99 ms", null), new("violations", "missed"), new("cold starts", "cold"), new("cold start ms", null), new("cost per 1000", "cost/1000"),
    ];

    /// <summary>Writes the result.</summary>
    /// <param name="console">The terminal or file.</param>
    /// <param name="result">The result.</param>
    public static void Write(IAnsiConsole console, RunResult result)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = FileWidth;
        }

        console.WriteLine();
        console.WriteLine(Line(
            $"{result.Workflow}: objective {result.Objective.LatencyMs:0.#} ms at p{result.Objective.Percentile:0.##}; limits by {result.Limits}"));
        var table = new FittingTable(console, FullWidth, Columns);
        foreach (string[] row in Rows(result))
        {
            table.AddRow(row);
        }

        console.Write(table.Table);
        double ratio = result.Before.CostPer1000 == 0 ? 0 : (result.After.CostPer1000 / result.Before.CostPer1000) - 1;
        console.WriteLine(Line(
            $"Cost per 1000 executions: {result.Before.CostPer1000:0.00000} before, {result.After.CostPer1000:0.00000} after ({ratio:+0%;-0%;0%})."));
        console.WriteLine(Line(
            $"Tuning: {result.Tuning.Trials} trials, {result.Tuning.Executions} executions, {result.Tuning.Seconds:0} s, cost {result.Tuning.Cost:0.00000}: {result.Tuning.Action}; {result.Tuning.Reason}."));
    }

    private static IEnumerable<string[]> Rows(RunResult result)
    {
        (string Name, PhaseResult Result)[] phases = [("start", result.Start), ("before", result.Before), ("after", result.After)];
        foreach ((string name, PhaseResult phase) in phases)
        {
            yield return EndToEnd(name, phase);
        }

        foreach (string stage in phases.SelectMany(phase => phase.Result.Stages.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            foreach ((string name, PhaseResult phase) in phases)
            {
                yield return OfStage(name == "start" ? stage : string.Empty, name, phase.Stages.GetValueOrDefault(stage));
            }
        }
    }

    private static string[] EndToEnd(string phase, PhaseResult result) =>
    [
        phase == "start" ? "end to end" : string.Empty,
        phase,
        Line($"{result.Executions} executions"),
        Line($"{result.LatencyMs.P50:0}"),
        Line($"{result.LatencyMs.P95:0}"),
        Line($"{result.LatencyMs.P99:0}"),
        Line($"{result.ViolationShare:0.0%}"),
        Line($"{result.ColdStartShare:0.0%}"),
        string.Empty,
        Line($"{result.CostPer1000:0.00000}"),
    ];

    private static string[] OfStage(string name, string phase, StageResult? stage) => stage is null
        ? [name, phase, "not called"]
        :
        [
            name,
            phase,
            Line($"{stage.Configuration.Cpu:0.##} vCPU {stage.Configuration.MemoryMiB} MiB x{stage.Configuration.Concurrency}"),
            Line($"{stage.LatencyMs.P50:0.0}"),
            Line($"{stage.LatencyMs.P95:0.0}"),
            Line($"{stage.LatencyMs.P99:0.0}"),
            string.Empty,
            Line($"{stage.ColdStartShare:0.0%}"),
            stage.ColdStartMs is { } coldStart ? Line($"{coldStart:0}") : "-",
            Line($"{stage.CostPer1000:0.00000}"),
        ];

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
