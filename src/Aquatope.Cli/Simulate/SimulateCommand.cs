using System.CommandLine;
using Spectre.Console;

namespace Aquatope.Cli;

/// <summary><c>aquatope simulate</c>: runs a scenario on a serverless platform in virtual time.</summary>
internal static class SimulateCommand
{
    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var scenario = new Option<string>("--scenario")
        {
            Description = "A file that states workflow, stages, load, platform, policies and objective.",
            HelpName = "FILE",
            Required = true,
        };
        var json = new Option<bool>("--json") { Description = "Print the results as one JSON document." };
        var command = new Command("simulate", "Simulates a workflow on a serverless platform in virtual time, under each of several policies that meet the same load and chance. Example: aquatope simulate --scenario thumbnails.json --json")
        {
            scenario, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            Run(parsed.GetRequiredValue(scenario), parsed.GetValue(json), cancellationToken);
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Run(string path, bool json, CancellationToken cancellationToken)
    {
        Scenario scenario = ScenarioFile.Read(path);
        IReadOnlyList<PolicyOutcome> outcomes = SimulationSession.Run(scenario, StatusLine.OfStandardError(), cancellationToken);
        if (json)
        {
            SimulationDocument.Write(Console.Out, scenario, outcomes);
            return;
        }

        SimulationTable.Write(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) }), scenario, outcomes);
    }
}
