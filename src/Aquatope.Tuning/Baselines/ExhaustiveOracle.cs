using System.Collections.Immutable;
using System.Globalization;

namespace Aquatope.Tuning;

/// <summary>Tries everything: what a tuner would find that knows the truth about every configuration.</summary>
public static class ExhaustiveOracle
{
    /// <summary>The greatest number of configurations that are tried.</summary>
    public const long MostConfigurations = 20_000_000;

    /// <summary>Finds the cheapest configuration that keeps a bound; of equally cheap ones the first, the last knob turning fastest.</summary>
    /// <param name="space">The knobs. Of a range, evenly spaced values on the knob's scale are tried, both ends among them.</param>
    /// <param name="measure">Returns the true cost, in any unit, and the true latency, in milliseconds, of a configuration.</param>
    /// <param name="bound">The latency that must not be exceeded.</param>
    /// <param name="steps">How many values of a range to try; at least two. Default: 9.</param>
    /// <returns>The configuration with its cost and latency, or null where none keeps the bound.</returns>
    /// <exception cref="ArgumentException">There are more than <see cref="MostConfigurations"/> configurations.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is less than two.</exception>
    public static Recommendation? Find(
        SearchSpace space, Func<Configuration, (double Cost, double LatencyMs)> measure, TimeSpan bound, int steps = 9)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        ImmutableArray<double>[] values = [.. space.Knobs.Select(knob => Values(knob, steps))];
        double size = values.Aggregate(1.0, (product, choices) => product * choices.Length);
        if (size > MostConfigurations)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The space has {size:G3} configurations; no more than {MostConfigurations} can all be tried. Give its knobs fewer values."),
                nameof(space));
        }

        Recommendation? best = null;
        var places = new int[values.Length];
        do
        {
            var configuration = new Configuration([.. places.Select((place, knob) => values[knob][place])]);
            (double cost, double latencyMs) = measure(configuration);
            if (latencyMs <= bound.TotalMilliseconds && (best is null || cost < best.Cost))
            {
                best = new Recommendation(configuration, cost, latencyMs, 1);
            }
        }
        while (Advance(places, values));

        return best;
    }

    private static ImmutableArray<double> Values(Knob knob, int steps) => knob.Choices.IsEmpty
        ? [.. Enumerable.Range(0, steps).Select(step => knob.Decode(step / (steps - 1.0))).Distinct()]
        : knob.Choices;

    private static bool Advance(int[] places, ImmutableArray<double>[] values)
    {
        for (int knob = places.Length - 1; knob >= 0; knob--)
        {
            if (++places[knob] < values[knob].Length)
            {
                return true;
            }

            places[knob] = 0;
        }

        return false;
    }
}
