using Aquatope.Tuning;

namespace Aquatope.Simulation.Tests;

/// <summary>Small workflows for tests.</summary>
internal static class TestPlans
{
    /// <summary>Returns a stage with one behaviour for each memory 1, 2, 3, ...</summary>
    public static RecordedStage Stage(string name, int knob, params StageBehaviour[] behaviours) =>
        new(name, [knob], behaviours.Index().ToDictionary(pair => new Configuration([pair.Index + 1]), pair => pair.Item));

    /// <summary>Returns runs of equal cost.</summary>
    public static StageBehaviour Takes(double cost, params double[] milliseconds) =>
        new() { Runs = [.. milliseconds.Select(time => new RecordedRun(time, cost))] };

    /// <summary>Returns a knob with memories 1 to n.</summary>
    public static Knob Memory(string stage, int count) =>
        Knob.Of($"{stage}.memoryMiB", stage, Enumerable.Range(1, count).Select(i => (double)i), logarithmic: true);

    /// <summary>Returns a workflow with fewer values of each knob: every so many-th, and the greatest.</summary>
    public static RecordedPlan Thinned(RecordedPlan plan, int every) => plan with
    {
        Knobs =
        [
            .. plan.Knobs.Select(knob =>
                Knob.Of(knob.Name, knob.Stage, knob.Choices.Where((_, i) => (knob.Choices.Length - 1 - i) % every == 0), knob.Logarithmic)),
        ],
    };

    /// <summary>Returns a workflow of stages and knobs.</summary>
    public static RecordedPlan Plan(WorkflowShape shape, params RecordedStage[] stages) => new(
        "test", [.. stages.Select(stage => Memory(stage.Name, stage.Behaviours.Count))], [.. stages], shape);
}
