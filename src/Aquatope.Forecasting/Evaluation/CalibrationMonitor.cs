using System.Collections.Immutable;

namespace Aquatope.Forecasting;

/// <summary>Notices, bin by bin, that outcomes fall above a forecast's quantiles more often, or less often, than the forecast says.</summary>
/// <remarks>
/// <para>
/// Each monitored quantile makes bets that the outcome will be above it, and others that it will not. While the forecast's
/// probability of that is right within a tolerance, no bet gains on average, whatever the outcomes depend on; a bet that
/// gains starts anew from one whenever it has fallen below. The alarm rises when the mean of all bets exceeds a threshold,
/// which then happens at most once in that number of bins on average (e-detectors, Shin, Ramdas and Rinaldo 2023).
/// </para>
/// <para>Like all state here it is an immutable list of numbers, which can be stored.</para>
/// </remarks>
public static class CalibrationMonitor
{
    /// <summary>How far, in probability, a forecast may be off without counting as wrong.</summary>
    public const double Tolerance = 0.05;

    /// <summary>The mean number of bins between false alarms, at least.</summary>
    public const double MeanBinsBetweenFalseAlarms = 100_000;

    private static readonly double[] Stakes = [0.1, 0.3, 0.7];

    /// <summary>Gets the state before the first bin.</summary>
    public static ImmutableArray<double> Initial { get; } = [];

    /// <summary>Takes note of an outcome.</summary>
    /// <param name="state">What the previous call returned, or <see cref="Initial"/>.</param>
    /// <param name="forecast">What had been believed of the bin.</param>
    /// <param name="outcome">What happened.</param>
    /// <param name="quantiles">The probabilities of the quantiles to watch, each in (0, 1); the same in every call.</param>
    /// <returns>The new state, and whether the forecast must be called wrong; one begins anew then.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A probability is not in (0, 1).</exception>
    public static (ImmutableArray<double> State, bool Alarm) Observe(
        ImmutableArray<double> state, PredictiveDistribution forecast, double outcome, params ReadOnlySpan<double> quantiles)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        int bets = 2 * Stakes.Length * quantiles.Length;
        var next = ImmutableArray.CreateBuilder<double>(bets);
        foreach (double probability in quantiles)
        {
            double quantile = forecast.Quantile(probability);

            // A quantile of whole counts may hold more than its probability: what the forecast says is what counts.
            double above = 1 - forecast.Cdf(quantile);
            double hit = outcome > quantile ? 1 : 0;
            foreach (double stake in Stakes)
            {
                double often = Math.Min(1, above + Tolerance);
                double rarely = Math.Max(0, above - Tolerance);
                next.Add(Grow(1 + (stake * ((hit / often) - 1))));
                next.Add(Grow(rarely >= 1 ? 1 : 1 + (stake * (((1 - hit) / (1 - rarely)) - 1))));
            }
        }

        double sum = 0;
        foreach (double wealth in next)
        {
            sum += wealth;
        }

        return sum / bets >= MeanBinsBetweenFalseAlarms ? (Initial, true) : (next.MoveToImmutable(), false);

        double Grow(double factor) => Math.Max(1, next.Count < state.Length ? state[next.Count] : 1) * factor;
    }
}
