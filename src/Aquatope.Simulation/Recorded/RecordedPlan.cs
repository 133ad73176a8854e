using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>What a recorded workflow is made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Knobs">Its knobs; greater values are faster.</param>
/// <param name="Stages">Its stages, their names different.</param>
/// <param name="Shape">The order of the calls; each stage is called once.</param>
internal sealed record RecordedPlan(string Name, ImmutableArray<Knob> Knobs, ImmutableArray<RecordedStage> Stages, WorkflowShape Shape)
{
    /// <summary>Gets what the latency of the most expensive configuration is multiplied by to give the bound. Default: 1.25.</summary>
    public double Slack { get; init; } = 1.25;

    /// <summary>Gets what a platform charges for resources, in micro-dollars. Default: what AWS Lambda does.</summary>
    public PriceList Prices { get; init; } = LambdaPrices.List;

    /// <summary>Gets how long workers of each stage take to start. Default: none are known; about a second is assumed.</summary>
    public ImmutableArray<TimeDistribution> StartUps { get; init; } = [];

    /// <summary>
    /// Gets the resources of a stage's workers at a configuration. Default: the memory of its own knobs, times their number where the
    /// stage is several functions at once, which one worker then stands for.
    /// </summary>
    public Func<RecordedPlan, RecordedStage, Configuration, ResourceConfiguration> Resources { get; init; } = OfMemory;

    private static ResourceConfiguration OfMemory(RecordedPlan plan, RecordedStage stage, Configuration configuration)
    {
        int[] own = [.. Enumerable.Range(0, plan.Knobs.Length).Where(knob => plan.Knobs[knob].Name.StartsWith($"{stage.Name}.", StringComparison.Ordinal))];
        double functions = own.Where(knob => plan.Knobs[knob].Role != KnobRole.Memory).Aggregate(1.0, (product, knob) => product * configuration[knob]);
        double memory = own.Where(knob => plan.Knobs[knob].Role == KnobRole.Memory).Aggregate(1.0, (product, knob) => product * configuration[knob]);
        return new ResourceConfiguration(functions, (int)(functions * memory), 1);
    }
}
