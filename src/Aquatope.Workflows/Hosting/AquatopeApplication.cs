using Aquatope.Tuning;
using Microsoft.DurableTask;

namespace Aquatope.Workflows;

/// <summary>What a program declared: its workflows, stages, prices and options. It does not change while the program runs.</summary>
public sealed class AquatopeApplication
{
    /// <summary>Gets the workflows by name (ordinal).</summary>
    public required IReadOnlyDictionary<string, WorkflowRegistration> Workflows { get; init; }

    /// <summary>Gets the stages by name (ordinal).</summary>
    public required IReadOnlyDictionary<string, StageRegistration> Stages { get; init; }

    /// <summary>Gets the prices that make up the cost.</summary>
    public required PriceList Prices { get; init; }

    /// <summary>Gets how the optimizer works.</summary>
    public required OptimizerOptions Optimizer { get; init; }

    /// <summary>Gets how the pre-warmer works.</summary>
    public required PreWarmerOptions PreWarmer { get; init; }

    /// <summary>Gets the names of the trial lanes.</summary>
    public IEnumerable<string> TrialLanes => Enumerable.Range(0, Optimizer.TrialLanes).Select(Lane.Trial);

    /// <summary>Gets every stage's default configuration.</summary>
    public WorkflowConfiguration DefaultConfiguration =>
        WorkflowConfiguration.Of(Stages.Values.Select(stage => KeyValuePair.Create(stage.Name, stage.Default)));

    internal IReadOnlyList<Action<DurableTaskRegistry>> Tasks { get; init; } = [];
}
