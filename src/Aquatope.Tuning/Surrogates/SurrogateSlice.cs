using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>What the composed model believes along one knob, all others staying where they are.</summary>
/// <param name="Knob">The knob's name.</param>
/// <param name="Points">The beliefs at the knob's values, ascending.</param>
internal sealed record SurrogateSlice(string Knob, IReadOnlyList<SlicePoint> Points)
{
    /// <summary>The probabilities of <see cref="SlicePoint.ExecutionMs"/>.</summary>
    public static readonly ImmutableArray<double> Probabilities = [0.05, 0.5, 0.95];
}

/// <summary>What is believed at one value of a knob.</summary>
/// <param name="Value">The value.</param>
/// <param name="ExecutionMs">Quantiles of the stage's typical execution time over the posterior, in milliseconds; empty where the stage was never seen.</param>
/// <param name="LatencyMs">End-to-end latency at the objective's percentile: its mean over the posterior, in milliseconds.</param>
/// <param name="Cost">Mean cost of one execution of the workflow.</param>
/// <param name="FeasibleProbability">Probability that the objective is met.</param>
internal sealed record SlicePoint(double Value, ImmutableArray<double> ExecutionMs, double LatencyMs, double Cost, double FeasibleProbability);
