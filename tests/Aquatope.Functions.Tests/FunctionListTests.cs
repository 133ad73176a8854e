using System.Reflection;
using Aquatope.Examples;
using Aquatope.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace Aquatope.Functions.Tests;

/// <summary>Which functions there are: names, triggers, schedules, who may call.</summary>
public sealed class FunctionListTests
{
    private static readonly string[] ControlOrchestrations = [ControlTasks.Optimizer, ControlTasks.Change, ControlTasks.Forecaster];

    // Every name of the optimizer's that is not an orchestration's is a step's.
    private static IEnumerable<string> Steps => typeof(ControlTasks).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(constant => (string)constant.GetRawConstantValue()!).Except(ControlOrchestrations);

    [Fact]
    public void Functions_HaveNamesThatDifferAndCanBeDisabledOnLinux()
    {
        Assert.Equal(FunctionList.All.Count, FunctionList.All.Select(function => function.Name.ToUpperInvariant()).Distinct().Count());
        Assert.All(FunctionList.All, function => Assert.Matches("^[A-Za-z][A-Za-z0-9_]{0,126}$", function.Name));
    }

    [Fact]
    public void Orchestrations_AreTheExamplesAndTheOptimizers() => Assert.Equal(
        ExampleWorkflows.All.Select(example => example.Orchestrator).Concat(ControlOrchestrations).Order(),
        FunctionList.Of<OrchestrationTriggerAttribute>().Order());

    [Fact]
    public void Activities_AreTheStagesAndTheOptimizersSteps() => Assert.Equal(
        ExampleWorkflows.All.SelectMany(example => example.Stages).Select(stage => stage.Name).Distinct().Concat(Steps).Order(),
        FunctionList.Of<ActivityTriggerAttribute>().Order());

    [Fact]
    public void Timers_RunEveryMinuteAndNotAtTheSameTime() => Assert.Equal(
        [("OptimizerTimer", "30 * * * * *"), ("PreWarm", "0 * * * * *")],
        FunctionList.All.Where(function => function.Trigger is TimerTriggerAttribute)
            .Select(function => (function.Name, ((TimerTriggerAttribute)function.Trigger).Schedule)));

    [Fact]
    public void HttpFunctions_AreForCallersWithAKeyAndHaveRoutesOfTheirOwn()
    {
        var functions = FunctionList.All.Where(function => function.Trigger is HttpTriggerAttribute)
            .ToDictionary(function => function.Name, function => (HttpTriggerAttribute)function.Trigger);

        Assert.Equal(
            ["Apply", "History", "Pause", "Recommendation", "Resume", "RollBack", "Start", "Status", "Tune", "Tuning"], functions.Keys);
        Assert.All(functions.Values, trigger => Assert.Equal(AuthorizationLevel.Function, trigger.AuthLevel));
        Assert.Equal(functions.Count, functions.Values.Select(trigger => $"{Assert.Single(trigger.Methods!)} {trigger.Route}").Distinct().Count());
        Assert.All(functions.Values, trigger => Assert.StartsWith("workflows/{workflow}/", trigger.Route, StringComparison.Ordinal));
    }
}
