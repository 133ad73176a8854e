namespace Aquatope.Tuning;

/// <summary>The executions under way, and the calls that each is still expected to make.</summary>
/// <typeparam name="TKey">What tells executions apart.</typeparam>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class RunningExecutions<TKey>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Execution> _running = [];

    /// <summary>Adds an execution; one that was there already is replaced.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="startedAt">When it started.</param>
    /// <param name="needs">What it is expected to need.</param>
    public void Add(TKey execution, DateTimeOffset startedAt, IReadOnlyList<StageNeed> needs)
    {
        ArgumentNullException.ThrowIfNull(needs);
        lock (_lock)
        {
            _running[execution] = new Execution(startedAt, needs.ToDictionary(need => need.Stage, StringComparer.Ordinal));
        }
    }

    /// <summary>Takes note that an execution has called a stage.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="stage">The stage.</param>
    public void Called(TKey execution, string stage)
    {
        lock (_lock)
        {
            if (_running.TryGetValue(execution, out Execution? found) && found.Needs.Remove(stage, out StageNeed? need) && need.Calls > 1)
            {
                // That it calls the stage at all is certain now.
                found.Needs[stage] = need with { Calls = need.Calls - 1, Probability = 1 };
            }
        }
    }

    /// <summary>Removes an execution that has ended.</summary>
    /// <param name="execution">The execution.</param>
    public void Remove(TKey execution)
    {
        lock (_lock)
        {
            _running.Remove(execution);
        }
    }

    /// <summary>Returns the calls of a stage that may come within a time.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="now">The beginning of the time.</param>
    /// <param name="within">The time.</param>
    /// <returns>The executions that may make them.</returns>
    public ExpectedExecutions Expected(string stage, DateTimeOffset now, TimeSpan within)
    {
        var expected = new List<(double, int)>();
        TimeSpan first = within;
        TimeSpan last = TimeSpan.Zero;
        lock (_lock)
        {
            foreach ((DateTimeOffset startedAt, Dictionary<string, StageNeed> needs) in _running.Values)
            {
                if (needs.TryGetValue(stage, out StageNeed? need)
                    && need.ProbabilityWithin(now - startedAt, now + within - startedAt) is > 0 and double probability)
                {
                    TimeSpan elapsed = now - startedAt;
                    expected.Add((probability, need.Calls));
                    first = Least(first, Most(TimeSpan.Zero, need.Earliest - elapsed));
                    last = Most(last, Least(within, need.Latest - elapsed));
                }
            }
        }

        return new ExpectedExecutions(expected, Most(TimeSpan.Zero, last - first));
    }

    /// <summary>Forgets executions of which no call is expected any more: their end may never be seen.</summary>
    /// <param name="now">Now.</param>
    public void Prune(DateTimeOffset now)
    {
        lock (_lock)
        {
            TKey[] over = [.. _running
                .Where(running => running.Value.Needs.Values.All(need => need.ProbabilityWithin(now - running.Value.StartedAt, TimeSpan.MaxValue) == 0))
                .Select(running => running.Key)];
            foreach (TKey execution in over)
            {
                _running.Remove(execution);
            }
        }
    }

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Most(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private sealed record Execution(DateTimeOffset StartedAt, Dictionary<string, StageNeed> Needs);
}
