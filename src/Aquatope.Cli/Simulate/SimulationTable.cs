using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Simulation;
using Spectre.Console;

namespace Aquatope.Cli;

/// <summary>Shows the results of a simulation as people read them: a table of the policies, and one of the stages for each.</summary>
internal static class SimulationTable
{
    private const int FileWidth = 160;
    private const int FullWidth = 120;
    private const double MiBPerGiB = 1024;
    private static readonly ImmutableArray<FittingColumn> PolicyColumns =
    [
        new("policy", "policy", IsText: true), new("late", "late"), new("p50 ms", null), new("p95 ms", "p95 ms"), new("p99 ms", null), new("cold calls", "cold"),
        new("GiB h", "GiB h"), new("of it idle", null), new("cost", "cost"), new("of it idle", null), new("per 1,000", "per 1,000"),
    ];

    private static readonly ImmutableArray<FittingColumn> StageColumns =
    [
        new("stage", "stage", IsText: true), new("calls", "calls"), new("cold calls", "cold"), new("p50 ms", null), new("p95 ms", "p95 ms"), new("p99 ms", null),
        new("wait p95 ms", "wait p95"), new("peak workers", "peak"), new("GiB h", null), new("cost", "cost"),
    ];


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

        string objective = scenario.Workflow.Problem.Objective.Bound == TimeSpan.MaxValue ? "no objective" : $"objective {scenario.Workflow.Problem.Objective}";
        console.WriteLine(Line($"{scenario.Workflow.Name}: {scenario.Length.TotalDays:0.###} days, {outcomes[0].Workflow.Started} executions, {objective}, seed {scenario.Seed}"));
        console.Write(Policies(console, outcomes));
        foreach (PolicyOutcome outcome in outcomes)
        {
            console.WriteLine();
            console.WriteLine(Line($"{outcome.Policy}, by stage"));
            console.Write(Stages(console, outcome));
            if (outcome.Tuning is { } tuning)
            {
                console.WriteLine(Line($"tuning: {tuning.Action?.ToString() ?? "unfinished"}, {tuning.Executions} executions, cost {tuning.Cost:G4}; {tuning.Reason}"));
                console.WriteLine(Line($"in force: {string.Join("; ", tuning.InForce.Select(stage => Line($"{stage.Stage} {stage.Resources.Cpu:G4} vCPU {stage.Resources.MemoryMiB} MiB")))}"));
            }
        }
    }

    private static Table Policies(IAnsiConsole console, IReadOnlyList<PolicyOutcome> outcomes)
    {
        var table = new FittingTable(console, FullWidth, PolicyColumns);
        foreach (PolicyOutcome outcome in outcomes)
        {
            TimeHistogram latency = outcome.Workflow.Latency;
            double memory = outcome.MiBSeconds(time => time.MiBSeconds);
            double idle = outcome.MiBSeconds(time => time.IdleMiBSeconds);
            table.AddRow(
                outcome.Policy,
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

        return table.Table;
    }

    private static Table Stages(IAnsiConsole console, PolicyOutcome outcome)
    {
        var table = new FittingTable(console, FullWidth, StageColumns);
        for (int i = 0; i < outcome.Stages.Count; i++)
        {
            FunctionResult stage = outcome.Stages[i];
            table.AddRow(
                stage.Name,
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

        return table.Table;
    }

    private static string Milliseconds(TimeHistogram times, double share) => Line($"{times.Quantile(share).TotalMilliseconds:F1}");

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
