using System.Collections.Immutable;
using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>The workflows that figures tune, by name.</summary>
internal static class Problems
{
    /// <summary>Gets the names of the analytic ones.</summary>
    public static ImmutableArray<string> Analytic { get; } = [.. SimulatedWorkflows.All.Select(workflow => workflow.Name)];

    /// <summary>Gets the names of those that a simulated platform runs: the five of the paper, as measured, and the recorded ones.</summary>
    public static ImmutableArray<string> OnPlatform { get; } = [.. MeasuredWorkflows.Names, .. RecordedWorkflows.Names];

    /// <summary>Gets all names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Analytic, .. OnPlatform];

    /// <summary>Returns any workflow.</summary>
    public static ITunableWorkflow Of(string name) =>
        RecordedWorkflows.Names.Contains(name) ? RecordedWorkflows.Create(name)
        : MeasuredWorkflows.Names.Contains(name) ? MeasuredWorkflows.Create(name)
        : AnalyticOf(name);

    /// <summary>Returns a workflow as a simulated platform runs it.</summary>
    public static RecordedWorkflow OnPlatformOf(string name) =>
        MeasuredWorkflows.Names.Contains(name) ? MeasuredWorkflows.Create(name)
        : RecordedWorkflows.Names.Contains(name) ? RecordedWorkflows.Create(name).OnPlatform()
        : throw new UsageException($"--problems: this figure has no '{name}'. It has: {string.Join(", ", OnPlatform)}.");

    /// <summary>Returns an analytic workflow.</summary>
    public static SimulatedWorkflow AnalyticOf(string name) => SimulatedWorkflows.All.FirstOrDefault(workflow => workflow.Name == name)
        ?? throw new UsageException($"--problems: this figure has no '{name}'. It has: {string.Join(", ", Analytic)}.");
}
