namespace Aquatope.Local;

/// <summary>
/// What a worker may use of the processor: it earns its share with each tick, may save up one period's worth as the
/// kernel's own quota does, and pays back what it took too much.
/// </summary>
internal sealed class ProcessorBudget(double share, TimeSpan tick)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);
    private readonly TimeSpan _most = Period * share;
    private TimeSpan _balance = Period * share;
    private TimeSpan _used;

    /// <summary>Earns a tick's worth, pays what was used since the last tick, and says whether the worker must wait.</summary>
    /// <param name="used">The processor time the worker has used since it began.</param>
    /// <returns>True while the balance is negative.</returns>
    public bool Exceeded(TimeSpan used)
    {
        TimeSpan balance = _balance + (tick * share) - (used - _used);
        _used = used;
        _balance = balance < _most ? balance : _most;
        return _balance < TimeSpan.Zero;
    }
}
