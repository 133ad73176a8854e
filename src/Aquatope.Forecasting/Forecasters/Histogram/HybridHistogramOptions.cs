namespace Aquatope.Forecasting;

/// <summary>Settings of the hybrid histogram policy. Defaults are the paper's unless said otherwise.</summary>
public sealed record HybridHistogramOptions
{
    /// <summary>Gets the idle time from which on times are out of bounds. Default: four hours.</summary>
    public TimeSpan Range { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Gets the width of the histogram's bins. Default: one minute.</summary>
    public TimeSpan BinWidth { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets the share of idle times that may be shorter than the pre-warming window. Default: 5 %.</summary>
    public double Head { get; init; } = 0.05;

    /// <summary>Gets the share of idle times that the keep-alive window must reach. Default: 99 %.</summary>
    public double Tail { get; init; } = 0.99;

    /// <summary>Gets the share by which both windows err on the safe side. Default: 10 %.</summary>
    public double Margin { get; init; } = 0.1;

    /// <summary>Gets the coefficient of variation of the bins' counts below which the histogram tells nothing. Default: 2.</summary>
    public double LeastVariation { get; init; } = 2;

    /// <summary>Gets the share of idle times out of bounds above which time series forecasts take over. Default: one half, as the paper gives no number.</summary>
    public double MostOutOfBounds { get; init; } = 0.5;

    /// <summary>Gets the share of a forecast idle time by which both windows err on the safe side. Default: 15 %.</summary>
    public double ForecastMargin { get; init; } = 0.15;

    /// <summary>Gets the number of idle times below which the histogram tells nothing. Default: 10, as the paper gives no number.</summary>
    public int LeastIdleTimes { get; init; } = 10;
}
