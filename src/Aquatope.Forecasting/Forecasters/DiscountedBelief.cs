namespace Aquatope.Forecasting;

/// <summary>A gamma belief about the rate of a Poisson count, which forgets exponentially.</summary>
/// <param name="discount">What is left of the belief a bin later, in (0, 1).</param>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class DiscountedBelief(double discount)
{
    private const double PriorShape = 0.5;
    private const double PriorRate = 0.5;
    private const int ScoredBins = 1000;

    // Of the latest bins: what was believed before, what came, and, once somebody has asked, how likely that was.
    private readonly (double Shape, double Mean, double Count)[] _latest = new (double, double, double)[ScoredBins];
    private readonly double[] _scores = new double[ScoredBins];
    private int _bins;
    private int _scored;

    /// <summary>Gets the discount.</summary>
    public double Discount => discount;

    /// <summary>Gets the shape of the gamma distribution.</summary>
    public double Shape { get; private set; } = PriorShape;

    /// <summary>Gets its rate.</summary>
    public double Rate { get; private set; } = PriorRate;

    /// <summary>Takes in one bin.</summary>
    /// <param name="count">Its count.</param>
    public void Observe(double count)
    {
        // A little of the prior flows back, so that a long silence cannot make the belief in zero absolute.
        double shape = (discount * Shape) + ((1 - discount) * PriorShape * 0.1);
        double rate = (discount * Rate) + ((1 - discount) * PriorRate * 0.1);
        int slot = _bins++ % ScoredBins;
        _latest[slot] = (shape, shape / rate, count);
        Shape = shape + count;
        Rate = rate + 1;
    }

    /// <summary>Returns how well the latest bins were foreseen.</summary>
    /// <returns>The log-likelihood of their one-step predictions.</returns>
    public double Score()
    {
        int bins = Math.Min(_bins, ScoredBins);
        for (int i = Math.Max(_scored, _bins - bins); i < _bins; i++)
        {
            (double shape, double mean, double count) = _latest[i % ScoredBins];
            _scores[i % ScoredBins] = new NegativeBinomialDistribution(shape, mean).LogProbability(count);
        }

        _scored = _bins;

        // Always from the oldest on, so that the same bins have the same sum whoever asked before.
        int oldest = (_bins - bins) % ScoredBins;
        int untilEnd = Math.Min(bins, ScoredBins - oldest);
        return Sum(_scores.AsSpan(0, bins - untilEnd), Sum(_scores.AsSpan(oldest, untilEnd), 0));
    }

    private static double Sum(ReadOnlySpan<double> values, double sum)
    {
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}
