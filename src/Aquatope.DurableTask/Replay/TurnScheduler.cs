namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>
/// Runs the continuations of an orchestrator one after the other on the thread of its turn, in the order in which
/// they became ready. What arrives after the turn is dropped: the next turn replays from the beginning.
/// </summary>
internal sealed class TurnScheduler : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private bool _closed;

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_queue)
        {
            if (!_closed)
            {
                _queue.Enqueue((d, state));
            }
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Current != this)
        {
            throw new NotSupportedException("Orchestrator code can run only on the thread of its turn.");
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs a turn with this context current, then closes it.</summary>
    public void Run(Action turn)
    {
        SynchronizationContext? previous = Current;
        SetSynchronizationContext(this);
        try
        {
            // A task scheduler too, so that Task.Factory.StartNew and ContinueWith stay on the thread of the turn.
            var task = new Task(turn);
            task.RunSynchronously(TaskScheduler.FromCurrentSynchronizationContext());
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(previous);
            lock (_queue)
            {
                _closed = true;
                _queue.Clear();
            }
        }
    }

    /// <summary>Runs what is ready, and what becomes ready by it, until nothing is.</summary>
    public void Drain()
    {
        while (TryTake(out (SendOrPostCallback Callback, object? State) work))
        {
            work.Callback(work.State);
        }
    }

    private bool TryTake(out (SendOrPostCallback Callback, object? State) work)
    {
        lock (_queue)
        {
            return _queue.TryDequeue(out work);
        }
    }
}
