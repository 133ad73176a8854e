namespace Aquatope.Forecasting;

/// <summary>How much more often a series shows each small count than its forecasts say.</summary>
/// <remarks>
/// Some functions are called in pairs, or in batches of a fixed size: small counts come in multiples of it, whatever the
/// level. No smooth distribution shows that, so probabilities of small counts are multiplied by observed over expected
/// frequency and scaled to one again, by iterative proportional fitting (Deming and Stephan 1940).
/// </remarks>
/// <threadsafety>Immutable.</threadsafety>
internal sealed class CountFrequencies
{
    /// <summary>The counts below this one have a factor of their own.</summary>
    public const int Greatest = 32;

    private const int Rounds = 4;

    // Weighs against chance: so many outcomes as expected are added to what was observed of each count.
    private const double Prior = 10;

    private readonly double[] _factors;

    /// <summary>Initializes a new instance of the <see cref="CountFrequencies"/> class.</summary>
    /// <param name="factors">Factors of the counts from zero on; none if nothing is to change.</param>
    /// <exception cref="ArgumentException">The factors are invalid.</exception>
    public CountFrequencies(IReadOnlyList<double> factors)
    {
        if (!IsValid(factors))
        {
            throw new ArgumentException($"There must be {Greatest} positive factors, or none.", nameof(factors));
        }

        _factors = [.. factors];
    }

    /// <summary>Gets the factors that change nothing.</summary>
    public static CountFrequencies Even { get; } = new([]);

    /// <summary>Gets the factors.</summary>
    public IReadOnlyList<double> Factors => _factors;

    /// <summary>Returns whether factors are valid.</summary>
    /// <param name="factors">The factors.</param>
    /// <returns>Whether there are none, or as many positive ones as needed.</returns>
    public static bool IsValid(IReadOnlyList<double> factors) =>
        factors.Count == 0 || (factors.Count == Greatest && factors.All(factor => factor is > 0 and < double.PositiveInfinity));

    /// <summary>Learns factors from forecasts and what came.</summary>
    /// <param name="grids">The forecasts.</param>
    /// <param name="outcomes">What came, in units.</param>
    /// <returns>The factors.</returns>
    public static CountFrequencies Learn(IReadOnlyList<CountGrid> grids, IReadOnlyList<double> outcomes)
    {
        double[][] expected = [.. grids.Select(grid => grid.SmallProbabilities(Greatest))];
        var observed = new double[Greatest];
        foreach (double outcome in outcomes.Where(outcome => outcome < Greatest))
        {
            observed[(int)outcome]++;
        }

        var factors = new double[Greatest];
        Array.Fill(factors, 1);
        for (int round = 0; round < Rounds; round++)
        {
            double[] sums = ExpectedFrequencies(expected, factors);
            for (int y = 0; y < Greatest; y++)
            {
                factors[y] *= (observed[y] + Prior) / (sums[y] + Prior);
            }
        }

        return new CountFrequencies(factors);
    }

    /// <summary>Corrects a distribution.</summary>
    /// <param name="grid">The distribution.</param>
    /// <returns>The corrected one.</returns>
    public CountGrid Apply(CountGrid grid)
    {
        if (_factors.Length == 0)
        {
            return grid;
        }

        // Steps of the distribution function, each times its factor, summed again.
        var cdf = new double[grid.Cdf.Length];
        double sum = 0;
        for (int i = 0; i < cdf.Length; i++)
        {
            double step = grid.Cdf[i] - (i == 0 ? 0 : grid.Cdf[i - 1]);
            sum += step * (grid.Counts[i] < Greatest ? _factors[(int)grid.Counts[i]] : 1);
            cdf[i] = sum;
        }

        // What lies beyond the last count.
        sum += 1 - grid.Cdf[^1];
        for (int i = 0; i < cdf.Length; i++)
        {
            cdf[i] /= sum;
        }

        return grid with { Cdf = cdf };
    }

    private static double[] ExpectedFrequencies(double[][] expected, double[] factors)
    {
        var sums = new double[Greatest];
        foreach (double[] probabilities in expected)
        {
            double total = 1;
            for (int y = 0; y < Greatest; y++)
            {
                total += probabilities[y] * (factors[y] - 1);
            }

            for (int y = 0; y < Greatest; y++)
            {
                sums[y] += probabilities[y] * factors[y] / total;
            }
        }

        return sums;
    }
}
