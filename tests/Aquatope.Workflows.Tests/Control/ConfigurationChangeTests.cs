using Aquatope.Tuning;

namespace Aquatope.Workflows.Tests;

public sealed class ConfigurationChangeTests
{
    private static readonly WorkflowConfiguration Before = WorkflowConfiguration.Of([
        KeyValuePair.Create("Decode", new ResourceConfiguration(1, 2048, 1)), KeyValuePair.Create("Resize", new ResourceConfiguration(1, 2048, 1))]);

    [Fact]
    public async Task Run_SomeStages_AppliesThemAndWritesTheWholeDown()
    {
        ScriptedContext context = new ScriptedContext { Orchestration = ConfigurationChangeOrchestrator.Name }
            .Answer<string>(OptimizerActivities.Current, _ => Before)
            .Answer<ApplyInput>(OptimizerActivities.Apply, _ => true)
            .Answer<DecisionInput>(OptimizerActivities.Record, _ => null);
        var wanted = new ResourceConfiguration(0.25, 512, 4);

        await new ConfigurationChangeOrchestrator().RunAsync(
            context, new ConfigurationChange("Thumbnails", WorkflowConfiguration.Of([KeyValuePair.Create("Resize", wanted)]), OptimizerAction.RolledBack, "asked for by hand", Epoch: 3));

        WorkflowConfiguration after = Before.With("Resize", wanted);
        Assert.Equal([after], context.InputsOf<ApplyInput>(OptimizerActivities.Apply).Select(input => input.Configuration));
        DecisionInput decision = context.InputsOf<DecisionInput>(OptimizerActivities.Record).Single();
        Assert.Equal((OptimizerAction.RolledBack, Before, after, 3), (decision.Action, decision.Before, decision.After!, decision.Epoch));
    }
}
