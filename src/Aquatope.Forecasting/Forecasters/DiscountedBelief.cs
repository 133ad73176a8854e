namespace Aquatope.Forecasting;

/// <summary>A gamma belief about the rate of a Poisson count, which forgets exponentially.</summary>
/// <param name="discount">What is left of the belief a bin later, in (0, 1).</param>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class DiscountedBelief(double discount)
{
    private const double PriorShape = 0.5;
    private const double PriorRate = 0.5;
    private const int ScoredBins = 1000;

    // Of the latest bins: what was believed before, what came, and how likely that was; NaN until somebody asks.
    private readonly (double Shape, double Mean, double Count)[] _latest = new (double, double, double)[ScoredBins];
    private readonly double[] _scores = new double[ScoredBins];
    private int _bins;

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
        _scores[slot] = double.NaN;
        Shape = shape + count;
        Rate = rate + 1;
    }

    /// <summary>Returns how well the latest bins were foreseen.</summary>
    /// <returns>The log-likelihood of their one-step predictions.</returns>
    public double Score()
    {
        int bins = Math.Min(_bins, ScoredBins);
        double sum = 0;
        for (int i = _bins - bins; i < _bins; i++)
        {
            int slot = i % ScoredBins;
            if (double.IsNaN(_scores[slot]))
            {
                (double shape, double mean, double count) = _latest[slot];
                _scores[slot] = new NegativeBinomialDistribution(shape, mean).LogProbability(count);
            }

            sum += _scores[slot];
        }

        return sum;
    }
}
