using System.Collections.Immutable;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>A stage of a scenario.</summary>
/// <param name="Name">Its name.</param>
internal sealed record ScenarioStage(string Name)
{
    private const double MostCpu = 1024;
    private const int MostMiB = 10_000_000;

    /// <summary>Gets the processor shares that its workers may have; at least one.</summary>
    public required ImmutableArray<double> Cpu { get; init; }

    /// <summary>Gets how long it executes, by the memory that its workers may have, in MiB.</summary>
    public required ImmutableSortedDictionary<int, IExecutionTime> Executions { get; init; }

    /// <summary>Gets how many calls a worker takes at once.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Gets how many workers there may be.</summary>
    public required int MaximumWorkers { get; init; }

    /// <summary>Gets how long a worker takes to start.</summary>
    public required TimeDistribution StartUp { get; init; }

    /// <summary>Gets how many calls of it an execution is expected to make.</summary>
    public required double Calls { get; init; }

    /// <summary>Reads a stage.</summary>
    /// <param name="node">The stage.</param>
    /// <param name="calls">How many calls of it an execution is expected to make.</param>
    public static ScenarioStage Read(ScenarioNode node, double calls)
    {
        node.With("cpu", "memoryMiB", "concurrency", "maximumWorkers", "startUp", "execution");
        ScenarioNode execution = node.Get("execution");
        return new ScenarioStage(node.Name)
        {
            Cpu = [.. Values(node.Get("cpu")).Select(value => value.Number(0.001, MostCpu))],
            Executions = Values(node.Get("memoryMiB"))
                .ToImmutableSortedDictionary(value => value.Integer(1, MostMiB), value => ScenarioTimes.Execution(execution, value)),
            Concurrency = node.Find("concurrency")?.Integer(1, 10_000) ?? 1,
            MaximumWorkers = node.Find("maximumWorkers")?.Integer(1) ?? int.MaxValue,
            StartUp = node.Find("startUp") is { } start ? ScenarioTimes.Distribution(start) : TimeDistribution.Constant(0),
            Calls = calls,
        };
    }

    /// <summary>Returns the knobs: processor share and memory.</summary>
    public IEnumerable<Knob> Knobs() =>
    [
        Knob.Of($"{Name}.cpu", Name, Cpu, logarithmic: true),
        Knob.Of($"{Name}.memoryMiB", Name, Executions.Keys.Select(memory => (double)memory), logarithmic: true),
    ];

    // One number, or a list of those that a policy with tuning may choose from; none twice.
    private static IReadOnlyList<ScenarioNode> Values(ScenarioNode node)
    {
        if (node.IsNumber)
        {
            return [node];
        }

        IReadOnlyList<ScenarioNode> values = node.Items();
        for (int i = 1; i < values.Count; i++)
        {
            if (values.Take(i).Any(other => other.Number(0, double.MaxValue).Equals(values[i].Number(0, double.MaxValue))))
            {
                throw values[i].Wrong("this value is in the list already");
            }
        }

        return values;
    }
}
