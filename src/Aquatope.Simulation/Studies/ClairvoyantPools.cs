namespace Aquatope.Simulation;

/// <summary>What idle workers would cost if every call were known in advance and none ever waited.</summary>
/// <remarks>
/// Each call takes the worker that became free last; between two calls the worker either stays or goes and is started again in time, whichever
/// takes it less long. That is the least for a price that is the same for workers that start and that wait.
/// </remarks>
internal sealed class ClairvoyantPools(int functions, IReadOnlyList<TimeSpan> startUps) : ICallListener
{
    private readonly List<(long Begun, long Ended)>[] _calls = [.. Enumerable.Range(0, functions).Select(_ => new List<(long, long)>())];

    /// <inheritdoc/>
    public void Completed(in CompletedCall completed)
    {
        if (completed.Function < _calls.Length)
        {
            _calls[completed.Function].Add((completed.BegunTicks, completed.EndedTicks));
        }
    }

    /// <summary>Returns how long workers of a function would start or wait.</summary>
    /// <param name="function">The function's index.</param>
    /// <param name="since">Calls that began before do not count.</param>
    /// <returns>The time, summed over workers.</returns>
    public TimeSpan IdleTime(int function, TimeSpan since)
    {
        long start = startUps[function].Ticks;
        var free = new Stack<long>();
        var busy = new PriorityQueue<long, long>();
        long idle = 0;
        foreach ((long begun, long ended) in _calls[function].Where(call => call.Begun >= since.Ticks).OrderBy(call => call.Begun))
        {
            while (busy.TryPeek(out long free1, out _) && free1 <= begun)
            {
                free.Push(busy.Dequeue());
            }

            idle += free.TryPop(out long freed) ? Math.Min(start, begun - freed) : start;
            busy.Enqueue(ended, ended);
        }

        return TimeSpan.FromTicks(idle);
    }
}
