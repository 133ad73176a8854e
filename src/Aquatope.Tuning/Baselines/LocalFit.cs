using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Interpolates scattered values over the unit cube by straight lines through what lies near, and their percentiles.</summary>
/// <remarks>Locally weighted linear regression, Cleveland and Devlin (1988), with Gaussian weights.</remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class LocalFit
{
    private const double Reach = 0.2;

    // Far from everything the nearest still count, and slopes that nothing determines are zero.
    private const double LeastWeight = 1e-9;
    private const double Ridge = 1e-3;

    private readonly double[][] _points;
    private readonly double[] _values;
    private readonly (double Residual, int Index)[] _residuals;

    /// <summary>Initializes a new instance of the <see cref="LocalFit"/> class.</summary>
    /// <param name="points">Where the values were observed, [n] of [d]; at least one.</param>
    /// <param name="values">The values, [n].</param>
    public LocalFit(double[][] points, double[] values)
    {
        _points = points;
        _values = values;
        _residuals = [.. points.Select((point, i) => (values[i] - Level(point, Weights(point)), i)).Order()];
    }

    /// <summary>Returns the level at a point: the value of the line through what lies near.</summary>
    public double Level(double[] point) => Level(point, Weights(point));

    /// <summary>Returns percentiles at a point: of the level plus the differences from it that were observed near.</summary>
    /// <param name="point">The point, [d].</param>
    /// <param name="count">How many; the i-th is at the share (i + ½) / count.</param>
    /// <returns>The percentiles, ascending.</returns>
    public double[] Percentiles(double[] point, int count)
    {
        double[] weights = Weights(point);
        double level = Level(point, weights);
        double total = weights.Sum();
        var percentiles = new double[count];
        int at = 0;
        double below = weights[_residuals[0].Index];
        for (int i = 0; i < count; i++)
        {
            while (at + 1 < _residuals.Length && below < (i + 0.5) / count * total)
            {
                below += weights[_residuals[++at].Index];
            }

            percentiles[i] = level + _residuals[at].Residual;
        }

        return percentiles;
    }

    private double[] Weights(double[] point)
    {
        double[] squares = [.. _points.Select(other => point.Zip(other, (a, b) => (a - b) * (a - b)).Sum())];
        double least = squares.Min();
        return [.. squares.Select(square => LeastWeight + Math.Exp(-0.5 * (square - least) / (Reach * Reach)))];
    }

    private double Level(double[] point, double[] weights)
    {
        int terms = point.Length + 1;
        var normal = new Matrix(terms, terms);
        var right = new double[terms];
        var row = new double[terms];
        row[0] = 1;
        for (int i = 0; i < weights.Length; i++)
        {
            for (int k = 0; k < point.Length; k++)
            {
                row[k + 1] = _points[i][k] - point[k];
            }

            for (int p = 0; p < terms; p++)
            {
                right[p] += weights[i] * row[p] * _values[i];
                for (int q = 0; q < terms; q++)
                {
                    normal[p, q] += weights[i] * row[p] * row[q];
                }
            }
        }

        double ridge = Ridge * weights.Sum();
        for (int p = 1; p < terms; p++)
        {
            normal[p, p] += ridge;
        }

        CholeskyFactor.Of(normal).SolveInPlace(right);
        return right[0];
    }
}
