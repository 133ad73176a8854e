namespace Aquatope.Forecasting;

/// <summary>When an idle worker goes, and when one is ready again.</summary>
/// <param name="PreWarming">How long after the last use the worker is loaded again, having been unloaded at once; zero: it stays.</param>
/// <param name="KeepAlive">How long it is kept from then on, or from the last use where it stays.</param>
/// <param name="Pattern">What decided this.</param>
public readonly record struct KeepAliveWindows(TimeSpan PreWarming, TimeSpan KeepAlive, IdleTimePattern Pattern)
{
    /// <summary>Gets how long after the last use the worker goes for good.</summary>
    public TimeSpan End => PreWarming + KeepAlive;

    /// <summary>Returns whether a worker that has been idle for a time is warm.</summary>
    /// <param name="idle">The time since its last use; not negative.</param>
    /// <returns>Whether it is.</returns>
    public bool IsWarm(TimeSpan idle) => idle >= PreWarming && idle <= End;
}
