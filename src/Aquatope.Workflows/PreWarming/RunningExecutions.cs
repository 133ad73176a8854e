using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>The executions under way, and the calls that each is still expected to make.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class RunningExecutions
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Execution> _running = new(StringComparer.Ordinal);

    /// <summary>Adds an execution; one with the same ID that was there is replaced.</summary>
    /// <param name="instanceId">Its instance ID.</param>
    /// <param name="startedAt">When it started.</param>
    /// <param name="needs">What it is expected to need.</param>
    public void Add(string instanceId, DateTimeOffset startedAt, IReadOnlyList<StageNeed> needs)
    {
        lock (_lock)
        {
            _running[instanceId] = new Execution(startedAt, needs.ToDictionary(need => need.Stage, StringComparer.Ordinal));
        }
    }

    /// <summary>Takes note that an execution has called a stage.</summary>
    /// <param name="instanceId">Its instance ID.</param>
    /// <param name="stage">The stage.</param>
    public void Called(string instanceId, string stage)
    {
        lock (_lock)
        {
            if (_running.TryGetValue(instanceId, out Execution? execution) && execution.Needs.Remove(stage, out StageNeed? need) && need.Calls > 1)
            {
                // That it calls the stage at all is certain now.
                execution.Needs[stage] = need with { Calls = need.Calls - 1, Probability = 1 };
            }
        }
    }

    /// <summary>Removes an execution that has ended.</summary>
    /// <param name="instanceId">Its instance ID.</param>
    public void Remove(string instanceId)
    {
        lock (_lock)
        {
            _running.Remove(instanceId);
        }
    }

    /// <summary>Returns the calls of a stage that may come within a time.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="now">The beginning of the time.</param>
    /// <param name="within">The time.</param>
    /// <returns>Of each execution that may call the stage, how likely it is, and how many calls it makes; and from the first to the last of them.</returns>
    public (IReadOnlyList<(double Probability, int Calls)> Executions, TimeSpan Span) Expected(string stage, DateTimeOffset now, TimeSpan within)
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

        return (expected, Most(TimeSpan.Zero, last - first));
    }

    /// <summary>Forgets executions of which no call is expected any more: their end may never be seen.</summary>
    /// <param name="now">Now.</param>
    public void Prune(DateTimeOffset now)
    {
        lock (_lock)
        {
            string[] over = [.. _running
                .Where(running => running.Value.Needs.Values.All(need => need.ProbabilityWithin(now - running.Value.StartedAt, TimeSpan.MaxValue) == 0))
                .Select(running => running.Key)];
            foreach (string instanceId in over)
            {
                _running.Remove(instanceId);
            }
        }
    }

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Most(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private sealed record Execution(DateTimeOffset StartedAt, Dictionary<string, StageNeed> Needs);
}
