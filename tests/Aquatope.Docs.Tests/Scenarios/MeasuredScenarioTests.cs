using System.Text.Json;
using Aquatope.Cli;

namespace Aquatope.Docs.Tests;

/// <summary>
/// The scenario files of measured workflows say what was measured. To write them anew: run this project with
/// <c>-explicit only -class "*.GeneratedScenarios"</c>.
/// </summary>
public sealed class MeasuredScenarioTests
{
    public static TheoryData<string> Names => [.. MeasuredScenarios.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Scenario_OfAMeasuredWorkflow_IsWhatWasMeasured(string name) =>
        Assert.Equal(MeasuredScenarios.Write(name), Repository.Read(MeasuredScenarios.File(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Scenario_Simulated_CallsStagesAsOftenAsMeasured(string name)
    {
        Scenario scenario = ScenarioFile.Read(Path.Combine(Repository.Root, MeasuredScenarios.File(name))) with { Length = TimeSpan.FromHours(2) };
        JsonElement measured = JsonElement.Parse(Repository.Read("src/Aquatope.Simulation/Data/measured/examples.json")).GetProperty(name).GetProperty("stages");
        foreach (PolicyOutcome outcome in SimulationSession.Run(scenario, new StatusLine(TextWriter.Null, terminalWidth: null), TestContext.Current.CancellationToken))
        {
            Assert.True(outcome.Workflow.Completed > 0);
            Assert.All(outcome.Stages, stage => Assert.Equal(
                Math.Round(measured.GetProperty(stage.Name).GetProperty("callsPerExecution").GetDouble()), (double)stage.Executions / outcome.Workflow.Completed, 0.2));
        }
    }
}

/// <summary>Writes the scenario files of measured workflows.</summary>
public sealed class GeneratedScenarios
{
    [Fact(Explicit = true)]
    public void Scenarios()
    {
        foreach (string name in MeasuredScenarios.Names)
        {
            File.WriteAllText(Path.Combine(Repository.Root, MeasuredScenarios.File(name)), MeasuredScenarios.Write(name));
        }
    }
}
