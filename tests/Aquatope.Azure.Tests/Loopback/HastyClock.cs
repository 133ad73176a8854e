using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Azure.Tests;

/// <summary>A clock on which whoever waits waits for no time: it goes to the end of the wait as soon as that begins.</summary>
internal sealed class HastyClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero))
{
    /// <summary>Gets the waits, in the order in which they began.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);

        // A repeated timer is not waited for: it goes on beside the waits.
        if (period == Timeout.InfiniteTimeSpan && dueTime > TimeSpan.Zero)
        {
            lock (Waits)
            {
                Waits.Add(dueTime);
            }

            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
