namespace Aquatope.Local;

/// <summary>
/// Shares a worker's busy time among the executions it serves: each moment is billed once and split evenly among the
/// executions then active, so that the shares add up to the busy time.
/// </summary>
internal sealed class BillingMeter(TimeProvider timeProvider)
{
    private long _changedAt;
    private double _secondsEach;

    /// <summary>Gets how many executions are active.</summary>
    public int Active { get; private set; }

    /// <summary>Begins an execution.</summary>
    /// <returns>The reading to give back at its end.</returns>
    public double Begin()
    {
        Advance();
        Active++;
        return _secondsEach;
    }

    /// <summary>Ends an execution.</summary>
    /// <param name="begun">The reading of its beginning.</param>
    /// <returns>The execution's share of the busy time, in seconds.</returns>
    public double End(double begun)
    {
        Advance();
        Active--;
        return _secondsEach - begun;
    }

    private void Advance()
    {
        long now = timeProvider.GetTimestamp();
        if (Active > 0)
        {
            _secondsEach += timeProvider.GetElapsedTime(_changedAt, now).TotalSeconds / Active;
        }

        _changedAt = now;
    }
}
