namespace Aquatope.Workflows;

/// <summary>How the pre-warmer works.</summary>
public sealed record PreWarmerOptions
{
    /// <summary>Gets a value indicating whether workers are warmed before they are needed. Default: true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Gets the interval for which demand is forecast, and how often pools are set. Default: ten seconds.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets how many intervals of history the forecast sees. Default: 360.</summary>
    public int HistoryIntervals { get; init; } = 360;

    /// <summary>Gets what it is worth to avoid one cold start, in the price list's currency. Default: 0.005, ten seconds of ten idle vCPU.</summary>
    public double PricePerColdStart { get; init; } = 0.005;

    /// <summary>Gets the start-up time that is assumed until a cold start has been seen. Default: 250 milliseconds.</summary>
    public TimeSpan AssumedStartUp { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Gets how many workers of one pool may be kept warm. Default: 16.</summary>
    public int Ceiling { get; init; } = 16;
}
