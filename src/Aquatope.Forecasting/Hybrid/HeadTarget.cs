namespace Aquatope.Forecasting;

/// <summary>What happened, as a prediction head needs it.</summary>
/// <param name="Value">The scaled count relative to the anchor.</param>
/// <param name="Lower">Scaled lower edge of the whole count's bin relative to the anchor; negative infinity for zero.</param>
/// <param name="Upper">Scaled upper edge of the whole count's bin relative to the anchor.</param>
internal readonly record struct HeadTarget(float Value, float Lower, float Upper)
{
    /// <summary>Describes the bin that a sample forecasts.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="anchor">What it is relative to.</param>
    /// <returns>The target.</returns>
    public static HeadTarget Of(SeriesOrigin sample, SeriesAnchor anchor)
    {
        SeriesScale scale = sample.Series.Scale;
        int bin = sample.Origin + sample.Horizon - 1;
        float shift = anchor.At(sample.Series, sample.Origin);
        double units = scale.WholeUnits(sample.Series.Series.Counts[bin]);
        return new HeadTarget(
            sample.Series[bin] - shift,
            units == 0 ? float.NegativeInfinity : (float)scale.ScaledUnits(units - 0.5) - shift,
            (float)scale.ScaledUnits(units + 0.5) - shift);
    }
}
