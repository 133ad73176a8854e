using System.Globalization;
using Spectre.Console;

namespace Aquatope.Cli;

/// <summary>Shows a result as people read it: before and after, end to end and stage by stage.</summary>
internal static class RunTable
{
    private const int FileWidth = 160;

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
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string heading in (string[])["", "", "configuration", "p50 ms", "p95 ms", "p99 ms", "violations", "cold starts", "cold start ms", "cost per 1000"])
        {
            table.AddColumn(new TableColumn(heading) { Alignment = heading.Length == 0 || heading == "configuration" ? Justify.Left : Justify.Right, NoWrap = true });
        }

        AddEndToEnd(table, "start", result.Start);
        AddEndToEnd(table, "before", result.Before);
        AddEndToEnd(table, "after", result.After);
        foreach (string stage in result.Start.Stages.Keys.Union(result.Before.Stages.Keys, StringComparer.Ordinal).Union(result.After.Stages.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            AddStage(table, stage, "start", result.Start.Stages.GetValueOrDefault(stage));
            AddStage(table, string.Empty, "before", result.Before.Stages.GetValueOrDefault(stage));
            AddStage(table, string.Empty, "after", result.After.Stages.GetValueOrDefault(stage));
        }

        console.Write(table);
        double ratio = result.Before.CostPer1000 == 0 ? 0 : (result.After.CostPer1000 / result.Before.CostPer1000) - 1;
        console.WriteLine(Line(
            $"Cost per 1000 executions: {result.Before.CostPer1000:0.00000} before, {result.After.CostPer1000:0.00000} after ({ratio:+0%;-0%;0%})."));
        console.WriteLine(Line(
            $"Tuning: {result.Tuning.Trials} trials, {result.Tuning.Executions} executions, {result.Tuning.Seconds:0} s, cost {result.Tuning.Cost:0.00000}: {result.Tuning.Action}; {result.Tuning.Reason}."));
    }

    private static void AddEndToEnd(Table table, string phase, PhaseResult result) => table.AddRow(
        phase == "start" ? "end to end" : string.Empty,
        phase,
        Line($"{result.Executions} executions"),
        Line($"{result.LatencyMs.P50:0}"),
        Line($"{result.LatencyMs.P95:0}"),
        Line($"{result.LatencyMs.P99:0}"),
        Line($"{result.ViolationShare:0.0%}"),
        Line($"{result.ColdStartShare:0.0%}"),
        string.Empty,
        Line($"{result.CostPer1000:0.00000}"));

    private static void AddStage(Table table, string name, string phase, StageResult? stage)
    {
        if (stage is null)
        {
            table.AddRow(Markup.Escape(name), phase, "not called");
            return;
        }

        table.AddRow(
            Markup.Escape(name),
            phase,
            Line($"{stage.Configuration.Cpu:0.##} vCPU, {stage.Configuration.MemoryMiB} MiB, x{stage.Configuration.Concurrency}"),
            Line($"{stage.LatencyMs.P50:0.0}"),
            Line($"{stage.LatencyMs.P95:0.0}"),
            Line($"{stage.LatencyMs.P99:0.0}"),
            string.Empty,
            Line($"{stage.ColdStartShare:0.0%}"),
            stage.ColdStartMs is { } coldStart ? Line($"{coldStart:0}") : "-",
            Line($"{stage.CostPer1000:0.00000}"));
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
