using System.Numerics;
using System.Runtime.InteropServices;
using Aquatope.Inference;

namespace Aquatope.Simulation;

/// <summary>The distribution of a latency over the times of a grid. What is missing from one is too late, or never comes.</summary>
/// <remarks>
/// Calls one after the other add up (convolution); of calls side by side the last one counts (product of the cumulated
/// probabilities). Each call is rounded to the nearest time of the grid once, and nothing is rounded after.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class LatencyDistribution
{
    // Six deviations either side leave out two in a thousand million.
    private const double Tail = 6;

    private readonly double[] _masses;
    private readonly int _first;

    private LatencyDistribution(double[] masses)
    {
        int first = Array.FindIndex(masses, mass => mass > 0);
        int last = Array.FindLastIndex(masses, mass => mass > 0);
        _first = Math.Max(0, first);
        _masses = first < 0 ? [] : masses[first..(last + 1)];
        Cumulated = new double[masses.Length];
        double sum = 0;
        for (int i = 0; i < masses.Length; i++)
        {
            sum += masses[i];
            Cumulated[i] = sum;
        }
    }

    /// <summary>Gets the probability of each time or an earlier one, [length of the grid].</summary>
    public double[] Cumulated { get; }

    /// <summary>Returns the distribution of something that takes no time.</summary>
    public static LatencyDistribution None(LatencyGrid grid) => OfTimes(grid, [0]);

    /// <summary>Returns the distribution that never comes.</summary>
    public static LatencyDistribution Never(LatencyGrid grid) => new(new double[grid.Length]);

    /// <summary>Returns the distribution of equally likely times.</summary>
    public static LatencyDistribution OfTimes(LatencyGrid grid, IReadOnlyCollection<double> timesMs)
    {
        var masses = new double[grid.Length];
        foreach (double time in timesMs)
        {
            if (grid.Place(time) is var place && place < masses.Length)
            {
                masses[place] += 1.0 / timesMs.Count;
            }
        }

        return new LatencyDistribution(masses);
    }

    /// <summary>Returns the distribution of a log-normal time, cut off at six deviations.</summary>
    public static LatencyDistribution OfLogNormal(LatencyGrid grid, double meanMs, double logDeviation)
    {
        var masses = new double[grid.Length];
        double middle = Math.Log(meanMs) - (logDeviation * logDeviation / 2);
        int from = grid.Place(Math.Exp(middle - (Tail * logDeviation)));
        int to = Math.Min(masses.Length - 1, grid.Place(Math.Exp(middle + (Tail * logDeviation))));
        double below = 0;
        for (int place = from; place <= to; place++)
        {
            double above = NormalDistribution.Cdf((Math.Log((place + 0.5) * grid.StepMs) - middle) / logDeviation);
            masses[place] = above - below;
            below = above;
        }

        return new LatencyDistribution(masses);
    }

    /// <summary>Returns the least distribution of all: at every time as likely to be over as the likeliest of some.</summary>
    public static LatencyDistribution Earliest(IEnumerable<LatencyDistribution> some)
    {
        double[] best = some.Select(one => one.Cumulated).Aggregate((a, b) => [.. a.Zip(b, Math.Max)]);
        return new LatencyDistribution(Differences(best));
    }

    /// <summary>Returns the distribution of this one and then another.</summary>
    public LatencyDistribution Then(LatencyDistribution next)
    {
        (LatencyDistribution dense, LatencyDistribution sparse) = _masses.Length >= next._masses.Length ? (this, next) : (next, this);
        var masses = new double[Cumulated.Length];
        for (int j = 0; j < sparse._masses.Length; j++)
        {
            int start = dense._first + sparse._first + j;
            int count = Math.Min(dense._masses.Length, masses.Length - start);
            if (sparse._masses[j] > 0 && count > 0)
            {
                AddScaled(masses.AsSpan(start, count), dense._masses.AsSpan(0, count), sparse._masses[j]);
            }
        }

        return new LatencyDistribution(masses);
    }

    /// <summary>Returns the distribution of the later one of this and another.</summary>
    public LatencyDistribution Alongside(LatencyDistribution other) =>
        new(Differences([.. Cumulated.Zip(other.Cumulated, (a, b) => a * b)]));

    /// <summary>Returns the distribution of this one with a probability, and else of another.</summary>
    public LatencyDistribution Or(LatencyDistribution other, double probability) =>
        new(Differences([.. Cumulated.Zip(other.Cumulated, (a, b) => (probability * a) + ((1 - probability) * b))]));

    /// <summary>Returns the distribution of something that takes no time, on the same grid.</summary>
    public LatencyDistribution NoTime()
    {
        var masses = new double[Cumulated.Length];
        masses[0] = 1;
        return new LatencyDistribution(masses);
    }

    /// <summary>Returns the probability that this and then another are over by the last time of the grid.</summary>
    public double Within(LatencyDistribution next)
    {
        double probability = 0;
        for (int i = 0; i < _masses.Length; i++)
        {
            probability += _masses[i] * next.Cumulated[^(_first + i + 1)];
        }

        return probability;
    }

    /// <summary>Returns whether this one is at every time at least as likely to be over as another.</summary>
    public bool NeverLaterThan(LatencyDistribution other)
    {
        for (int i = 0; i < Cumulated.Length; i++)
        {
            if (Cumulated[i] < other.Cumulated[i] - 1e-12)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns the logarithm of the expectation of e^(-rate × place); places too late count for nothing.</summary>
    public double LogTransform(double rate)
    {
        double sum = 0;
        for (int i = 0; i < _masses.Length; i++)
        {
            sum += _masses[i] * Math.Exp(-rate * i);
        }

        // The first place is taken out, because e^(-rate × place) itself may be too small for a number.
        return Math.Log(sum) - (rate * _first);
    }

    /// <summary>Returns the first place by which a share of all is over, or null where there is none.</summary>
    public int? Quantile(double share)
    {
        int place = Array.FindIndex(Cumulated, cumulated => cumulated >= share - 1e-9);
        return place < 0 ? null : place;
    }

    private static double[] Differences(double[] cumulated) =>
        [.. cumulated.Select((value, i) => Math.Max(0, value - (i == 0 ? 0 : cumulated[i - 1])))];

    private static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double scale)
    {
        Span<Vector<double>> targets = MemoryMarshal.Cast<double, Vector<double>>(target);
        ReadOnlySpan<Vector<double>> sources = MemoryMarshal.Cast<double, Vector<double>>(source);
        for (int v = 0; v < targets.Length; v++)
        {
            targets[v] += sources[v] * scale;
        }

        for (int i = targets.Length * Vector<double>.Count; i < target.Length; i++)
        {
            target[i] += source[i] * scale;
        }
    }
}
