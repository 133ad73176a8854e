namespace Aquatope.TaskHub.Engine;

/// <summary>Everything that is to happen at a time, earliest first; wakes the engine when the first is due.</summary>
internal sealed class TimerHeap : IDisposable
{
    // The longest wait that every TimeProvider accepts is about 49 days; a shorter one only costs a look.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(12);

    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private PriorityQueue<DueAction, (long Due, long Sequence)> _pending = new();
    private long _armedFor = long.MaxValue;
    private int _cancelled;

    public TimerHeap(TimeProvider clock, Action wake)
    {
        _clock = clock;
        _timer = clock.CreateTimer(_ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(DueAction action, long sequence) => _pending.Enqueue(action, (action.Due, sequence));

    /// <summary>Says that some pending actions have become pointless, so that the heap can be swept at times.</summary>
    public void Cancelled(int count)
    {
        _cancelled += count;
        if (_cancelled > 1024 && _cancelled > _pending.Count / 2)
        {
            _cancelled = 0;
            _pending = new PriorityQueue<DueAction, (long, long)>(
                _pending.UnorderedItems.Where(item => item.Element.Wanted()));
        }
    }

    public void Clear()
    {
        _pending.Clear();
        _cancelled = 0;
        _armedFor = long.MaxValue;
    }

    /// <summary>Takes out the earliest action that is due, or returns null.</summary>
    public DueAction? TakeDue(long now) =>
        _pending.TryPeek(out DueAction? first, out _) && first.Due <= now ? _pending.Dequeue() : null;

    /// <summary>Sets the clock's timer to the earliest action.</summary>
    public void Arm()
    {
        long due = _pending.TryPeek(out DueAction? first, out _) ? first.Due : long.MaxValue;
        if (due == _armedFor)
        {
            return;
        }

        _armedFor = due;
        TimeSpan wait = due == long.MaxValue ? Timeout.InfiniteTimeSpan : Wait(due);
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes the next <see cref="Arm"/> set the timer again, because it has fired.</summary>
    public void Fired() => _armedFor = long.MinValue;

    public void Dispose() => _timer.Dispose();

    private TimeSpan Wait(long due)
    {
        long ticks = Math.Clamp(due - _clock.GetUtcNow().UtcTicks, 0, LongestWait.Ticks);

        // A timer counts whole milliseconds: rounded down it would wake the engine before anything is due.
        return TimeSpan.FromMilliseconds((ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond);
    }
}

/// <summary>What is to happen at a time.</summary>
/// <param name="Due">When, in UTC ticks.</param>
/// <param name="Run">What to do. Runs within a transaction.</param>
/// <param name="Wanted">Whether it still has a point.</param>
internal sealed record DueAction(long Due, Action Run, Func<bool> Wanted);
