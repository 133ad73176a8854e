using System.Globalization;
using Aquatope.Simulation;
using Spectre.Console;

namespace Aquatope.Cli;

/// <summary>Shows the results of a simulation as people read them: a table of the policies, and one of the stages for each.</summary>
internal static class SimulationTable
{
    private const int FileWidth = 160;
    private const double MiBPerGiB = 1024;

    /// <summary>Writes the results.</summary>
    /// <param name="console">The terminal or file.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="outcomes">What came of each policy.</param>
    public static void Write(IAnsiConsole console, Scenario scenario, IReadOnlyList<PolicyOutcome> outcomes)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = FileWidth;
        }

        string objective = scenario.Objective.Bound == TimeSpan.MaxValue ? "no objective" : $"objective {scenario.Objective}";
        console.WriteLine(Line($"{scenario.Name}: {scenario.Length.TotalDays:0.###} days, {outcomes[0].Workflow.Started} executions, {objective}, seed {scenario.Seed}"));
        console.Write(Policies(outcomes));
        foreach (PolicyOutcome outcome in outcomes)
        {
            console.WriteLine();
            console.WriteLine(Line($"{outcome.Policy}, by stage"));
            console.Write(Stages(outcome));
        }
    }

    private static Table Policies(IReadOnlyList<PolicyOutcome> outcomes)
    {
        Table table = Columns("policy", "late", "p50 ms", "p95 ms", "p99 ms", "cold calls", "GiB h", "of it idle", "cost", "of it idle", "per 1,000");
        foreach (PolicyOutcome outcome in outcomes)
        {
            TimeHistogram latency = outcome.Workflow.Latency;
            double memory = outcome.MiBSeconds(time => time.MiBSeconds);
            double idle = outcome.MiBSeconds(time => time.IdleMiBSeconds);
            table.AddRow(
                Markup.Escape(outcome.Policy),
                Line($"{outcome.Workflow.LateShare:P2}"),
                Milliseconds(latency, 0.5),
                Milliseconds(latency, 0.95),
                Milliseconds(latency, 0.99),
                Line($"{outcome.ColdStartShare:P2}"),
                Line($"{memory / MiBPerGiB / 3600:F2}"),
                Line($"{(memory == 0 ? 0 : idle / memory):P0}"),
                Line($"{outcome.Cost.Total:G4}"),
                Line($"{(outcome.Cost.Total == 0 ? 0 : outcome.Cost.Idle / outcome.Cost.Total):P0}"),
                Line($"{(outcome.Workflow.Completed == 0 ? 0 : 1000 * outcome.Cost.Total / outcome.Workflow.Completed):G4}"));
        }

        return table;
    }

    private static Table Stages(PolicyOutcome outcome)
    {
        Table table = Columns("stage", "calls", "cold calls", "p50 ms", "p95 ms", "p99 ms", "wait p95 ms", "peak workers", "GiB h", "cost");
        for (int i = 0; i < outcome.Stages.Count; i++)
        {
            FunctionResult stage = outcome.Stages[i];
            table.AddRow(
                Markup.Escape(stage.Name),
                Line($"{stage.Executions}"),
                Line($"{stage.ColdStartShare:P2}"),
                Milliseconds(stage.Latency, 0.5),
                Milliseconds(stage.Latency, 0.95),
                Milliseconds(stage.Latency, 0.99),
                Milliseconds(stage.Wait, 0.95),
                Line($"{stage.PeakWorkers}"),
                Line($"{stage.MiBSeconds / MiBPerGiB / 3600:F2}"),
                Line($"{outcome.Costs[i].Total:G4}"));
        }

        return table;
    }

    private static Table Columns(string first, params ReadOnlySpan<string> others)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn(first);
        foreach (string other in others)
        {
            table.AddColumn(new TableColumn(other).RightAligned().NoWrap());
        }

        return table;
    }

    private static string Milliseconds(TimeHistogram times, double share) => Line($"{times.Quantile(share).TotalMilliseconds:F1}");

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
