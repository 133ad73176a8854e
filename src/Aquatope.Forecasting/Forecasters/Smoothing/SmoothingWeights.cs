namespace Aquatope.Forecasting;

/// <summary>How much of each error the components take up.</summary>
/// <param name="Level">α.</param>
/// <param name="Trend">β.</param>
/// <param name="Season">γ.</param>
/// <param name="Damping">φ: how much of the trend is left a bin later.</param>
internal readonly record struct SmoothingWeights(double Level, double Trend, double Season, double Damping)
{
    /// <summary>Returns the weight of an error in the value some bins later.</summary>
    /// <param name="form">The components.</param>
    /// <param name="bins">How many bins later; positive.</param>
    /// <returns>c, of Hyndman, Koehler, Ord and Snyder (2008), table 6.2.</returns>
    public double ErrorWeight(SmoothingForm form, int bins)
    {
        double damped = form.HasTrend ? Damping * (1 - Math.Pow(Damping, bins)) / (1 - Damping) : 0;
        double season = form.Season > 0 && bins % form.Season == 0 ? Season : 0;
        return Level + (Trend * damped) + season;
    }
}
