namespace Aquatope.Forecasting;

/// <summary>What happened, as a prediction head needs it.</summary>
/// <param name="Value">The scaled count relative to the first of the window.</param>
/// <param name="Lower">Scaled lower edge of the whole count's bin; negative infinity for zero.</param>
/// <param name="Upper">Scaled upper edge of the whole count's bin.</param>
internal readonly record struct HeadTarget(float Value, float Lower, float Upper)
{
    /// <summary>Describes the bin that a sample forecasts.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="window">Length of the window.</param>
    /// <returns>The target.</returns>
    public static HeadTarget Of(SeriesOrigin sample, int window)
    {
        SeriesScale scale = sample.Series.Scale;
        int bin = sample.Origin + sample.Horizon - 1;
        double units = scale.WholeUnits(sample.Series.Series.Counts[bin]);
        return new HeadTarget(
            sample.Series[bin] - sample.Series[sample.Origin - window],
            units == 0 ? float.NegativeInfinity : (float)scale.ScaledUnits(units - 0.5),
            (float)scale.ScaledUnits(units + 0.5));
    }
}
