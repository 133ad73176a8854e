namespace Aquatope.Simulation;

/// <summary>The order of a workflow's calls: one call, or parts one after the other, side by side, repeated, or chosen by chance.</summary>
/// <threadsafety>Immutable.</threadsafety>
public abstract record WorkflowShape
{
    private const int MostRepetitions = 1000;

    private const int WidestMap = 100_000;

    private const int LargestGraph = 64;

    private protected WorkflowShape()
    {
    }

    /// <summary>Returns a call of one stage.</summary>
    /// <param name="stage">The stage's index among the workflow's; not negative.</param>
    /// <returns>The shape.</returns>
    public static WorkflowShape Call(int stage)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stage);
        return new StageCall(stage);
    }

    /// <summary>Returns parts one after the other.</summary>
    /// <param name="parts">The parts; at least one.</param>
    /// <returns>The shape.</returns>
    public static WorkflowShape Series(params WorkflowShape[] parts) => new InSeries(Checked(parts));

    /// <summary>Returns parts that start together; what follows waits for all of them.</summary>
    /// <param name="parts">The parts; at least one.</param>
    /// <returns>The shape.</returns>
    public static WorkflowShape Parallel(params WorkflowShape[] parts) => new InParallel(Checked(parts));

    /// <summary>Returns one part that starts several times at once; what follows waits for all of them.</summary>
    /// <param name="part">The part.</param>
    /// <param name="width">How many times; from 1 to 100,000.</param>
    /// <returns>The shape.</returns>
    public static WorkflowShape Map(WorkflowShape part, int width)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, WidestMap);
        return new InMap(part, width);
    }

    /// <summary>Returns one part several times, one after the other.</summary>
    /// <param name="part">The part.</param>
    /// <param name="times">How many times; from 1 to 1,000.</param>
    /// <returns>The shape.</returns>
    public static WorkflowShape Repeat(WorkflowShape part, int times)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(times, MostRepetitions);
        return new Repeated(part, times);
    }

    /// <summary>Returns a part that happens with a probability only.</summary>
    /// <param name="probability">The probability, in [0, 1].</param>
    /// <param name="part">The part.</param>
    /// <param name="otherwise">What happens else. Default: nothing.</param>
    /// <returns>The shape.</returns>
    public static WorkflowShape If(double probability, WorkflowShape part, WorkflowShape? otherwise = null)
    {
        ArgumentNullException.ThrowIfNull(part);
        return probability is >= 0 and <= 1
            ? new InChoice(probability, part, otherwise)
            : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability must lie between 0 and 1.");
    }

    /// <summary>Returns parts of which each starts when those it waits for have ended; what follows waits for all of them.</summary>
    /// <param name="parts">The parts; from 1 to 64.</param>
    /// <param name="predecessors">For each part the indices of those it waits for; none: it starts at once.</param>
    /// <returns>The shape.</returns>
    /// <exception cref="ArgumentException">An index is none of a part, or parts wait for one another in a circle.</exception>
    public static WorkflowShape Graph(IReadOnlyList<WorkflowShape> parts, IReadOnlyList<IReadOnlyList<int>> predecessors)
    {
        ArgumentNullException.ThrowIfNull(predecessors);
        WorkflowShape[] checkedParts = Checked([.. parts]);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(checkedParts.Length, LargestGraph, nameof(parts));
        if (predecessors.Count != checkedParts.Length || predecessors.Any(list => list.Any(index => index < 0 || index >= checkedParts.Length)))
        {
            throw new ArgumentException("Every part needs a list of indices of parts that it waits for.", nameof(predecessors));
        }

        ulong[] masks = [.. predecessors.Select(list => list.Aggregate(0UL, (mask, index) => mask | (1UL << index)))];
        return InGraph.Circle(masks) is var circle && circle >= 0
            ? throw new ArgumentException($"Part {circle} waits for itself, directly or by others.", nameof(predecessors))
            : new InGraph(checkedParts, masks);
    }

    /// <summary>Returns how many calls of each stage one execution makes, where nothing is left to chance.</summary>
    /// <param name="stages">The number of stages.</param>
    /// <returns>The number of calls of each.</returns>
    internal int[] CallsOf(int stages)
    {
        var calls = new int[stages];
        Count(this, 1);
        return calls;

        void Count(WorkflowShape shape, int times)
        {
            switch (shape)
            {
                case StageCall call:
                    calls[call.Stage] += times;
                    break;
                case InSeries series:
                    Array.ForEach(series.Parts, part => Count(part, times));
                    break;
                case InParallel parallel:
                    Array.ForEach(parallel.Parts, part => Count(part, times));
                    break;
                case InMap map:
                    Count(map.Part, map.Width * times);
                    break;
                default:
                    throw new InvalidOperationException($"The calls of a shape '{shape.GetType().Name}' are not counted.");
            }
        }
    }

    /// <summary>Returns the distribution of the whole, given that of each stage.</summary>
    internal abstract LatencyDistribution Latency(Func<int, LatencyDistribution> ofStage);

    private static WorkflowShape[] Checked(WorkflowShape[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts.Length > 0 && !parts.Contains(null)
            ? parts
            : throw new ArgumentException("There must be at least one part, and none may be null.", nameof(parts));
    }
}

/// <summary>One call of a stage.</summary>
internal sealed record StageCall(int Stage) : WorkflowShape
{
    internal override LatencyDistribution Latency(Func<int, LatencyDistribution> ofStage) => ofStage(Stage);
}

/// <summary>Parts one after the other.</summary>
internal sealed record InSeries(WorkflowShape[] Parts) : WorkflowShape
{
    internal override LatencyDistribution Latency(Func<int, LatencyDistribution> ofStage) =>
        Parts.Select(part => part.Latency(ofStage)).Aggregate((before, after) => before.Then(after));
}

/// <summary>Parts side by side.</summary>
internal sealed record InParallel(WorkflowShape[] Parts) : WorkflowShape
{
    internal override LatencyDistribution Latency(Func<int, LatencyDistribution> ofStage) =>
        Parts.Select(part => part.Latency(ofStage)).Aggregate((one, other) => one.Alongside(other));
}

/// <summary>One part several times at once.</summary>
internal sealed record InMap(WorkflowShape Part, int Width) : WorkflowShape
{
    internal override LatencyDistribution Latency(Func<int, LatencyDistribution> ofStage) =>
        Enumerable.Repeat(Part.Latency(ofStage), Width).Aggregate((one, other) => one.Alongside(other));
}

/// <summary>One part several times in a row.</summary>
internal sealed record Repeated(WorkflowShape Part, int Times) : WorkflowShape
{
    internal override LatencyDistribution Latency(Func<int, LatencyDistribution> ofStage) =>
        Enumerable.Repeat(Part.Latency(ofStage), Times).Aggregate((before, after) => before.Then(after));
}

/// <summary>A part that happens by chance.</summary>
internal sealed record InChoice(double Probability, WorkflowShape Part, WorkflowShape? Otherwise) : WorkflowShape
{
    internal override LatencyDistribution Latency(Func<int, LatencyDistribution> ofStage)
    {
        LatencyDistribution part = Part.Latency(ofStage);
        return part.Or(Otherwise is null ? part.NoTime() : Otherwise.Latency(ofStage), Probability);
    }
}
