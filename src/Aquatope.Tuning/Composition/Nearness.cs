namespace Aquatope.Tuning;

/// <summary>How much what was observed at one configuration tells of another: by their distance in each knob, as far as the knob is seen to matter.</summary>
/// <remarks>
/// A Gaussian kernel with a width for each coordinate. Widths are chosen one after the other by how well the calls of a stage
/// are predicted from its other calls, by the continuous ranked probability score (Gneiting and Raftery 2007, equation 21):
/// a narrower one is taken when it is better by one standard error. All observations together count
/// as one near by, wherever they were made.
/// </remarks>
internal sealed class Nearness
{
    // In the unit cube of the knobs. Wider than the first tells nothing apart.
    private static readonly double[] Widths = [0.5, 0.25, 0.12];

    // The time to learn grows with the square.
    private const int MostObservations = 200;
    private const int FewestObservations = 8;
    private const int Cells = 16;

    private readonly double[] _inverseWidths;

    private Nearness(double[] inverseWidths)
    {
        _inverseWidths = inverseWidths;
    }

    /// <summary>Learns the widths.</summary>
    /// <param name="points">Where calls were observed, in the unit cube, each [d].</param>
    /// <param name="outcomes">What was measured, in one unit: some kinds of measures, each with one value for each call.</param>
    public static Nearness Learn(IReadOnlyList<double[]> points, IReadOnlyList<double[]> outcomes)
    {
        int[] used = [.. Enumerable.Range(0, Math.Min(points.Count, MostObservations)).Select(i => i * points.Count / Math.Min(points.Count, MostObservations))];
        int dimensions = points.Count == 0 ? 0 : points[0].Length;
        var inverse = new double[dimensions];
        if (used.Length < FewestObservations)
        {
            return new Nearness(inverse);
        }

        double[][] places = [.. used.Select(i => points[i])];
        RankedScores[] scores = [.. outcomes.Select(values => new RankedScores([.. used.Select(i => values[i])]))];
        double[] reached = Scores(places, scores, inverse);
        for (bool narrowed = true; narrowed;)
        {
            narrowed = false;
            for (int k = 0; k < dimensions; k++)
            {
                int next = Array.FindIndex(Widths, width => 1 / width > inverse[k] + 1e-9);
                for (int w = next; w >= 0 && w < Widths.Length; w++)
                {
                    double[] candidate = [.. inverse];
                    candidate[k] = 1 / Widths[w];
                    double[] found = Scores(places, scores, candidate);
                    if (IsBetter(found, reached))
                    {
                        (inverse, reached, narrowed) = (candidate, found, true);
                    }
                }
            }
        }

        return new Nearness(inverse);
    }

    /// <summary>Returns the cell of a sixteenth of each knob that matters, within which nearness hardly differs, and its middle.</summary>
    public (long Cell, double[] Middle) CellOf(ReadOnlySpan<double> point)
    {
        long cell = 0;
        double[] middle = new double[point.Length];
        for (int k = 0; k < point.Length; k++)
        {
            double place = _inverseWidths.Length == 0 || _inverseWidths[k] == 0 ? 0 : Math.Round(Cells * point[k]);
            cell = (cell * (Cells + 1)) + (long)place;
            middle[k] = place / Cells;
        }

        return (cell, middle);
    }

    /// <summary>Returns the weight that an observation has elsewhere: one at the same place, zero far away.</summary>
    public double Of(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        double squared = 0;
        for (int k = 0; k < _inverseWidths.Length; k++)
        {
            double distance = (one[k] - other[k]) * _inverseWidths[k];
            squared += distance * distance;
        }

        return Math.Exp(-0.5 * squared);
    }

    private static double[] Scores(double[][] points, RankedScores[] scores, double[] inverse)
    {
        int n = points.Length;
        var kernel = new Nearness(inverse);
        var result = new double[n];
        var weights = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                weights[j] = kernel.Of(points[i], points[j]) + (1.0 / n);
            }

            weights[i] = 0;
            foreach (RankedScores score in scores)
            {
                result[i] += score.Of(i, weights);
            }
        }

        return result;
    }

    private static bool IsBetter(double[] found, double[] reached)
    {
        double[] gains = [.. reached.Zip(found, (before, after) => before - after)];
        double mean = gains.Average();
        double variance = gains.Sum(gain => (gain - mean) * (gain - mean)) / (gains.Length - 1);
        return mean > 0 && mean * mean > variance / gains.Length;
    }
}

/// <summary>How well a weighted set of values predicts one of them.</summary>
internal sealed class RankedScores
{
    private readonly double[] _values;
    private readonly int[] _order;

    /// <summary>Initializes a new instance of the <see cref="RankedScores"/> class.</summary>
    /// <param name="values">The values.</param>
    public RankedScores(double[] values)
    {
        _values = values;
        _order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
    }

    /// <summary>Returns the continuous ranked probability score of one value under the weighted others; the less the better.</summary>
    public double Of(int value, double[] weights)
    {
        double total = 0;
        double weighted = 0;
        double distance = 0;
        double spread = 0;
        foreach (int j in _order)
        {
            spread += weights[j] * ((_values[j] * total) - weighted);
            distance += weights[j] * Math.Abs(_values[j] - _values[value]);
            total += weights[j];
            weighted += weights[j] * _values[j];
        }

        return (distance / total) - (spread / (total * total));
    }
}
