using System.Collections.Immutable;
using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Ranks of new values among earlier ones, which are remembered as counts in classes only.</summary>
internal static class SequentialRanks
{
    /// <summary>The number of classes between the least and the greatest of the first values.</summary>
    public const int InnerClasses = 16;

    // Wide enough to tell equal values from greater ones, and nothing else.
    private const double Hair = 1e-6;
    private const double GreatestScore = 3;

    /// <summary>Returns the edges of classes: between the first values, evenly by rank, and just outside of all of them.</summary>
    public static ImmutableArray<double> Edges(IEnumerable<double> first)
    {
        double[] sorted = [.. first.Order()];
        var edges = new SortedSet<double> { sorted[0] - Hair, sorted[^1] + Hair };
        for (int c = 1; c < InnerClasses; c++)
        {
            int above = c * sorted.Length / InnerClasses;
            edges.Add(0.5 * (sorted[above - 1] + sorted[above]));
        }

        return [.. edges];
    }

    /// <summary>Returns how many values fall into each class, [edges + 1].</summary>
    public static ImmutableArray<long> Count(ImmutableArray<double> edges, IEnumerable<double> values)
    {
        var counts = new long[edges.Length + 1];
        foreach (double value in values)
        {
            counts[ClassOf(edges, value)]++;
        }

        return [.. counts];
    }

    /// <summary>Returns the index of a value's class.</summary>
    public static int ClassOf(ImmutableArray<double> edges, double value)
    {
        int index = edges.BinarySearch(value);
        return index < 0 ? ~index : index + 1;
    }

    /// <summary>Returns the mean of the standard normal quantiles of all ranks that a new value may have, itself among the ranked.</summary>
    public static double NormalScore(StageReference reference, double value)
    {
        int found = ClassOf(reference.Edges, value);
        long below = 0;
        long total = 1;
        for (int c = 0; c < reference.Counts.Length; c++)
        {
            below += c < found ? reference.Counts[c] : 0;
            total += reference.Counts[c];
        }

        double low = (double)below / total;
        double high = (double)(below + reference.Counts[found] + 1) / total;
        return Math.Clamp((DensityAt(low) - DensityAt(high)) / (high - low), -GreatestScore, GreatestScore);
    }

    /// <summary>Returns the median of the counted values, interpolated within its class.</summary>
    public static double Median(StageReference reference)
    {
        double half = 0.5 * reference.Counts.Sum();
        double below = 0;
        int c = 0;
        while (below + reference.Counts[c] < half)
        {
            below += reference.Counts[c++];
        }

        double low = reference.Edges[Math.Max(0, c - 1)];
        double high = reference.Edges[Math.Min(c, reference.Edges.Length - 1)];
        return low + ((half - below) / reference.Counts[c] * (high - low));
    }

    private static double DensityAt(double probability)
    {
        if (probability is <= 0 or >= 1)
        {
            return 0;
        }

        double z = NormalDistribution.Quantile(probability);
        return Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
    }
}
