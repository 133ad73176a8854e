namespace Aquatope.Forecasting;

/// <summary>What the counts of a window, and the count to forecast, are relative to.</summary>
/// <param name="IsLevel">Whether it is the recent level; else it is the first count of the window, and the inputs are absolute, as published.</param>
/// <param name="Window">Length of the window.</param>
internal sealed record SeriesAnchor(bool IsLevel, int Window)
{
    private const int LevelBins = 15;

    /// <summary>Returns the anchor at an origin.</summary>
    /// <param name="series">The series.</param>
    /// <param name="origin">Number of bins that are known.</param>
    /// <returns>A scaled value.</returns>
    public float At(ScaledSeries series, int origin) => IsLevel ? series.Mean(origin - LevelBins, origin) : series[origin - Window];

    /// <summary>Returns what is subtracted from the network's inputs.</summary>
    /// <param name="series">The series.</param>
    /// <param name="origin">Number of bins that are known.</param>
    /// <returns>A scaled value.</returns>
    public float OfInputs(ScaledSeries series, int origin) => IsLevel ? At(series, origin) : 0;
}
