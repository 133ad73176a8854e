using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>The tuning of a deployed workflow: the resources of its stages' workers, as knobs of one space.</summary>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Stages">The knobs of each stage, by name (ordinal order).</param>
/// <param name="Objective">The latency objective.</param>
/// <param name="Prices">The prices that make up the cost.</param>
/// <param name="Baseline">The configuration in production now; a member of the catalogue.</param>
public sealed record WorkflowProblem(
    string Workflow,
    ImmutableSortedDictionary<string, StageKnobs> Stages,
    LatencyObjective Objective,
    PriceList Prices,
    WorkflowConfiguration Baseline)
{
    /// <summary>Gets the number of the present epoch, see <see cref="TuningProblem.Epoch"/>. Default: 0.</summary>
    public int Epoch { get; init; }

    /// <summary>Gets how long production's workers of each stage are idle for each of its calls, see <see cref="TuningProblem.IdlePerCall"/>. Default: not at all.</summary>
    public ImmutableDictionary<string, TimeSpan> IdlePerCall { get; init; } = [];

    /// <summary>States the problem as tuners take it.</summary>
    /// <returns>
    /// The problem; three knobs for each stage, in order of name: processor share, memory, concurrency. Where processor share
    /// comes with memory there are the latter two, and prices of both are learned unless processors have none of their own.
    /// </returns>
    /// <exception cref="ArgumentException">There is no stage, or a knob without values.</exception>
    public TuningProblem ToTuningProblem()
    {
        if (Stages.IsEmpty)
        {
            throw new ArgumentException($"Workflow '{Workflow}' has no stage to tune.");
        }

        var space = new SearchSpace(Stages.SelectMany(stage => Knobs(stage.Key, stage.Value)));

        // Tuners reckon with the price of each knob: one that stands for two resources has none in the list.
        bool priced = Prices.PerVcpuSecond == 0 || Stages.Values.All(knobs => knobs.Sizes.IsEmpty);
        return new TuningProblem(Workflow, space, Objective)
        {
            Prices = priced ? Prices : null,
            Baseline = Encode(Baseline),
            Epoch = Epoch,
            IdlePerCall = IdlePerCall,
        };
    }

    /// <summary>Returns what workers that are idle for as long as production's cost for one execution at a configuration.</summary>
    /// <param name="configuration">The resources of each stage's workers.</param>
    /// <param name="executions">Executions that show how often each stage is called; at least one.</param>
    /// <returns>The cost, in the price list's currency.</returns>
    public double IdleCost(WorkflowConfiguration configuration, IReadOnlyList<TrialExecution> executions)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(executions);
        return Prices.OfIdleWorkers(
            IdlePerCall.Where(idle => configuration.Stages.ContainsKey(idle.Key)),
            stage => executions.Average(execution => execution.Stages.Count(call => call.Stage == stage)),
            stage => configuration.Stages[stage]);
    }

    /// <summary>Returns a workflow configuration as values of the knobs.</summary>
    /// <param name="configuration">The workflow configuration; stages that are not tuned are passed over.</param>
    /// <returns>The values, in the order of the problem's knobs.</returns>
    /// <exception cref="ArgumentException">The configuration lacks a stage.</exception>
    public Configuration Encode(WorkflowConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new Configuration([.. Stages.SelectMany(stage => configuration.Stages.TryGetValue(stage.Key, out ResourceConfiguration? resources)
            ? Values(stage.Value, resources)
            : throw new ArgumentException($"The configuration '{configuration}' says nothing about stage '{stage.Key}' of workflow '{Workflow}'.", nameof(configuration)))]);
    }

    /// <summary>Returns values of the knobs as a workflow configuration.</summary>
    /// <param name="configuration">The values; of a stage that is sold in sizes, its memory is that of one.</param>
    /// <returns>The workflow configuration.</returns>
    public WorkflowConfiguration Decode(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var stages = new List<KeyValuePair<string, ResourceConfiguration>>(Stages.Count);
        int knob = 0;
        foreach ((string stage, StageKnobs knobs) in Stages)
        {
            double cpu = knobs.Sizes.IsEmpty
                ? configuration[knob++]
                : knobs.Sizes.First(size => size.MemoryMiB == (int)configuration[knob]).Cpu;
            stages.Add(KeyValuePair.Create(stage, new ResourceConfiguration(cpu, (int)configuration[knob++], (int)configuration[knob++])));
        }

        return WorkflowConfiguration.Of(stages);
    }

    private static double[] Values(StageKnobs knobs, ResourceConfiguration resources) => knobs.Sizes.IsEmpty
        ? [resources.Cpu, resources.MemoryMiB, resources.Concurrency]
        : [resources.MemoryMiB, resources.Concurrency];

    private static IEnumerable<Knob> Knobs(string stage, StageKnobs knobs) =>
    [
        .. knobs.Sizes.IsEmpty ? [Knob.Of($"{stage}.cpu", stage, knobs.Cpu, logarithmic: true)] : Array.Empty<Knob>(),
        Knob.Of($"{stage}.memoryMiB", stage, knobs.MemoryMiB.Select(value => (double)value), logarithmic: true),
        Knob.Of($"{stage}.concurrency", stage, knobs.Concurrency.Select(value => (double)value), logarithmic: true),
    ];
}
