namespace Aquatope.Simulation;

/// <summary>
/// A lower bound on the cost of any combination of choices, one for each segment of a series, of which at least a share of
/// executions keeps the bound: the sum of <c>cost + multiplier × time</c> less <see cref="Allowance"/>.
/// </summary>
/// <remarks>
/// Chernoff's inequality gives share ≤ P(T ≤ b) ≤ e^(rate·b) Π E[e^(-rate·T_s)], so that the certainty-equivalent times
/// -log E[e^(-rate·T_s)] / rate add up to b - log(share) / rate at most. Lagrange's multiplier prices that one constraint.
/// Any rate and any multiplier bound the cost; the best of a scan is taken.
/// </remarks>
internal sealed class LagrangianBound
{
    private const double Golden = 0.6180339887498949;

    private LagrangianBound(double[][] scores, double allowance)
    {
        Scores = scores;
        Allowance = allowance;
        Value = scores.Sum(segment => segment.Min()) - allowance;
    }

    /// <summary>Gets cost plus priced time of each choice, by segment.</summary>
    public double[][] Scores { get; }

    /// <summary>Gets the priced time that there is.</summary>
    public double Allowance { get; }

    /// <summary>Gets the bound for the whole series.</summary>
    public double Value { get; }

    /// <summary>Finds the greatest bound of a scan over rates and multipliers.</summary>
    /// <param name="segments">The choices of each segment; at least one each.</param>
    /// <param name="bound">The last place that keeps the bound.</param>
    /// <param name="share">The share of executions, in (0, 1).</param>
    public static LagrangianBound Best(IReadOnlyList<PartialChoice>[] segments, int bound, double share) =>
        Enumerable.Range(0, 14).Select(i => 5 * Math.Pow(1.5, i) / bound).Select(rate => AtRate(segments, bound, share, rate)).MaxBy(found => found.Value)!;

    private static LagrangianBound AtRate(IReadOnlyList<PartialChoice>[] segments, int bound, double share, double rate)
    {
        double[][] costs = [.. segments.Select(segment => segment.Select(choice => choice.Cost).ToArray())];
        double[][] times = [.. segments.Select(segment => segment.Select(choice => -choice.Latency.LogTransform(rate) / rate).ToArray())];
        double available = bound - (Math.Log(share) / rate);
        double low = 0;
        double high = Math.Log(1 + (100 * costs.Sum(segment => segment.Max()) / bound));

        // The bound is concave in the multiplier, whose logarithm is searched.
        LagrangianBound At(double place) => Priced(costs, times, available, Math.Exp(place) - 1);
        for (int i = 0; i < 60; i++)
        {
            (double left, double right) = (high - (Golden * (high - low)), low + (Golden * (high - low)));
            (low, high) = At(left).Value >= At(right).Value ? (low, right) : (left, high);
        }

        return At((low + high) / 2);
    }

    private static LagrangianBound Priced(double[][] costs, double[][] times, double available, double multiplier) => new(
        [.. costs.Zip(times, (cost, time) => cost.Zip(time, (c, t) => c + (multiplier * t)).ToArray())],
        multiplier * available);
}
