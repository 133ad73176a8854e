namespace Aquatope.Forecasting;

/// <summary>A point of a series to forecast from.</summary>
/// <param name="Series">The series.</param>
/// <param name="Origin">Number of bins that are known there.</param>
/// <param name="Horizon">How many bins ahead the bin to forecast lies; positive.</param>
internal readonly record struct SeriesOrigin(ScaledSeries Series, int Origin, int Horizon = 1);
