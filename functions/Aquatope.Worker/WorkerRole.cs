using Aquatope.Examples;
using Aquatope.Examples.Azure;
using Aquatope.Workflows;
using Microsoft.DurableTask;
using Microsoft.Extensions.Configuration;

namespace Aquatope.Worker;

/// <summary>What a worker serves of a task hub: one stage, or orchestrations.</summary>
/// <param name="Stage">The stage, or null.</param>
/// <param name="Workflows">The workflows; empty where there is a stage.</param>
internal sealed record WorkerRole(string? Stage, IReadOnlyList<string> Workflows)
{
    private const string StageSetting = "AQUATOPE_STAGE";
    private const string WorkflowsSetting = "AQUATOPE_WORKFLOWS";

    /// <summary>Reads the role from the app's settings.</summary>
    /// <exception cref="SettingException">There is none, there are two, or it names what the program does not have.</exception>
    public static WorkerRole Read(IConfiguration settings)
    {
        string[] stages = Names(settings, StageSetting, ExampleWorkflows.All.SelectMany(example => example.Stages).Select(stage => stage.Name));
        string[] workflows = Names(settings, WorkflowsSetting, ExampleWorkflows.All.Select(example => example.Orchestrator));
        return (stages, workflows) switch
        {
            ([string stage], []) => new WorkerRole(stage, []),
            ([], [_, ..]) => new WorkerRole(null, workflows),
            ([], []) => throw new SettingException(
                StageSetting, $"is missing: name the one stage that this worker serves, or in {WorkflowsSetting} the workflows whose orchestrations it runs."),
            ([_, ..], [_, ..]) => throw new SettingException(StageSetting, $"and {WorkflowsSetting} are both there: a worker serves one stage or orchestrations, not both."),
            _ => throw new SettingException(StageSetting, $"names {stages.Length} stages, and a worker serves one."),
        };
    }

    /// <summary>Registers what the worker serves, and nothing else.</summary>
    public void AddTasks(DurableTaskRegistry registry, TriggeredTasks tasks)
    {
        if (Stage is not null)
        {
            registry.AddActivity(Stage, new MeasuredActivity(Stage, tasks));
        }

        foreach (string workflow in Workflows)
        {
            registry.AddOrchestrator(workflow, () => new MeasuredOrchestrator(tasks));
        }
    }

    private static string[] Names(IConfiguration settings, string setting, IEnumerable<string> known)
    {
        string[] names = (settings[setting] ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] all = [.. known.Distinct()];
        return names.FirstOrDefault(name => !all.Contains(name, StringComparer.Ordinal)) is { } wrong
            ? throw new SettingException(setting, $"names '{wrong}', which the program does not have. It has: {string.Join(", ", all)}.")
            : names;
    }
}
