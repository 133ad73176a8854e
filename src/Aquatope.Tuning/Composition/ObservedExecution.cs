namespace Aquatope.Tuning;

/// <summary>An observed execution, as imagined ones are made of it.</summary>
internal sealed class ObservedExecution
{
    // Such a weight has an execution whose calls were, in the middle, off by two deviations.
    private const double DisturbedWeight = 0.5;

    private readonly Dictionary<string, ObservedCall[]> _calls;

    /// <summary>Initializes a new instance of the <see cref="ObservedExecution"/> class.</summary>
    /// <param name="shape">What was called, and in which order.</param>
    /// <param name="weight">The weight that it deserves, in (0, 1].</param>
    /// <param name="observe">Returns what a call met.</param>
    public ObservedExecution(ExecutionShape shape, double weight, Func<CallShape, ObservedCall> observe)
    {
        Shape = shape;
        Weight = weight;
        _calls = shape.Calls.GroupBy(call => call.Call.Stage, StringComparer.Ordinal)
            .ToDictionary(stage => stage.Key, stage => stage.Select(observe).ToArray(), StringComparer.Ordinal);
        Signature = string.Join(' ', _calls.OrderBy(stage => stage.Key, StringComparer.Ordinal).Select(stage => $"{stage.Key}*{stage.Value.Length}"));
    }

    /// <summary>Gets what was called, and in which order.</summary>
    public ExecutionShape Shape { get; }

    /// <summary>Gets the weight that it deserves, in (0, 1].</summary>
    public double Weight { get; }

    /// <summary>Gets a value indicating whether all of its calls seem to have met the same disturbance.</summary>
    public bool IsDisturbed => Weight < DisturbedWeight;

    /// <summary>Gets how often each stage was called, the same for executions that called the same.</summary>
    public string Signature { get; }

    /// <summary>Gets the stages that were called.</summary>
    public IEnumerable<string> Stages => _calls.Keys;

    /// <summary>Returns the calls of a stage, in order of start.</summary>
    public ObservedCall[] CallsOf(string stage) => _calls.GetValueOrDefault(stage, []);
}

/// <summary>What one observed call met.</summary>
/// <param name="Point">The configuration, in the unit cube of the stage's knobs; empty for an untuned stage.</param>
/// <param name="WaitMs">Its wait for a worker, in milliseconds.</param>
/// <param name="ExecutionMs">Its execution time, in milliseconds.</param>
/// <param name="LogFactor">The logarithm of its execution time over the typical one; for an untuned stage over a millisecond.</param>
internal sealed record ObservedCall(double[] Point, double WaitMs, double ExecutionMs, double LogFactor);
