using System.Collections.Immutable;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>The workflow of a scenario, as a platform runs it at any of the resources that its stages may have.</summary>
/// <remarks>Two knobs for each stage, processor share and memory, with the values of the file. Production begins with the greatest.</remarks>
internal sealed class ScenarioWorkflow : IDeployableWorkflow
{
    private const int KnobsOfStage = 2;
    private readonly ImmutableArray<ScenarioStage> _stages;

    /// <summary>Initializes a new instance of the <see cref="ScenarioWorkflow"/> class.</summary>
    /// <param name="name">The scenario's name.</param>
    /// <param name="stages">The stages, in the order of the file.</param>
    /// <param name="shape">The order of calls.</param>
    /// <param name="objective">The objective.</param>
    /// <param name="prices">What resources cost.</param>
    public ScenarioWorkflow(string name, IEnumerable<ScenarioStage> stages, WorkflowShape shape, LatencyObjective objective, PriceList prices)
    {
        _stages = [.. stages];
        (Name, Shape, Prices) = (name, shape, prices);
        var space = new SearchSpace(_stages.SelectMany(stage => stage.Knobs()));
        Problem = new TuningProblem(name, space, objective) { Prices = prices, Baseline = space.MostGenerous };
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public TuningProblem Problem { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Stages => [.. _stages.Select(stage => stage.Name)];

    /// <inheritdoc/>
    public WorkflowShape Shape { get; }

    /// <inheritdoc/>
    public PriceList Prices { get; }

    /// <summary>Gets a value indicating whether any stage may have other resources than those that it begins with.</summary>
    public bool HasChoices => Problem.Space.Knobs.Any(knob => !knob.IsFixed);

    /// <summary>Returns a stage.</summary>
    /// <param name="stage">Its index.</param>
    public ScenarioStage StageAt(int stage) => _stages[stage];

    /// <inheritdoc/>
    public ResourceConfiguration ResourcesAt(int stage, Configuration configuration) => new(
        configuration[KnobsOfStage * stage], (int)configuration[(KnobsOfStage * stage) + 1], _stages[stage].Concurrency);

    /// <inheritdoc/>
    public IExecutionTime ExecutionAt(int stage, Configuration configuration) => _stages[stage].Executions[(int)configuration[(KnobsOfStage * stage) + 1]];

    /// <inheritdoc/>
    public TimeDistribution StartUpOf(int stage) => _stages[stage].StartUp;
}
