namespace Aquatope.Forecasting;

/// <summary>What the idle times of an application are like, which decides how long it is kept.</summary>
public enum IdleTimePattern
{
    /// <summary>Too few, or too even: nothing is known, and the application stays for the whole range of the histogram.</summary>
    Unknown,

    /// <summary>A few lengths are typical: the histogram's percentiles decide.</summary>
    Typical,

    /// <summary>Mostly longer than the histogram reaches: a time series forecast of the next idle time decides.</summary>
    OutOfBounds,
}
