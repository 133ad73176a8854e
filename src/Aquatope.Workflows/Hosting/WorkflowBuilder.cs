using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>Declares a workflow: its objective and how it is tried.</summary>
public sealed class WorkflowBuilder
{
    internal LatencyObjective? Objective { get; private set; }

    internal Func<int, object?>? Input { get; private set; }

    /// <summary>States the objective. A workflow without one runs and is reported, but is not tuned.</summary>
    /// <param name="bound">The end-to-end latency to keep; positive.</param>
    /// <param name="percentile">The share of executions that must keep it, in percent, in (0, 100). Default: 95.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive, or the percentile not in (0, 100).</exception>
    public WorkflowBuilder MeetLatency(TimeSpan bound, double percentile = 95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(bound, TimeSpan.Zero);
        if (percentile is not (> 0 and < 100))
        {
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "The percentile must lie strictly between 0 and 100.");
        }

        Objective = new LatencyObjective(bound, percentile);
        return this;
    }

    /// <summary>
    /// Sets the inputs of trial executions. Default: the inputs of recent production executions. Set them where a stage
    /// has side effects that must not be repeated with real data.
    /// </summary>
    /// <param name="input">Makes the input of the n-th trial execution, n from zero; it travels as JSON.</param>
    /// <returns>The same builder.</returns>
    public WorkflowBuilder TryWith(Func<int, object?> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Input = input;
        return this;
    }
}
