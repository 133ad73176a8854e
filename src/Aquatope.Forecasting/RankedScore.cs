namespace Aquatope.Forecasting;

/// <summary>Pieces of the continuous ranked probability score.</summary>
internal static class RankedScore
{
    /// <summary>Returns what one step of a distribution function adds to the score.</summary>
    /// <param name="cdf">The distribution function's value over the step.</param>
    /// <param name="from">Where the step begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="outcome">What happened.</param>
    /// <returns>The integral over the step.</returns>
    public static double OfStep(double cdf, double from, double to, double outcome)
    {
        double before = Math.Clamp(outcome, from, to) - from;
        return (before * cdf * cdf) + ((to - from - before) * (1 - cdf) * (1 - cdf));
    }
}
