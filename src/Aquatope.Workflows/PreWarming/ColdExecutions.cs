namespace Aquatope.Workflows;

/// <summary>Executions under way of which a call met a cold start.</summary>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class ColdExecutions
{
    // An execution whose end is never reported is not remembered for ever.
    private const int Most = 10_000;
    private readonly HashSet<string> _executions = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Takes note of an execution.</summary>
    /// <param name="instanceId">The instance ID of its orchestration.</param>
    public void Add(string instanceId)
    {
        if (_executions.Add(instanceId))
        {
            _order.Enqueue(instanceId);
        }

        while (_order.Count > Most)
        {
            _executions.Remove(_order.Dequeue());
        }
    }

    /// <summary>Forgets an execution that has ended.</summary>
    /// <param name="instanceId">The instance ID of its orchestration.</param>
    /// <returns>Whether it met a cold start.</returns>
    public bool Remove(string instanceId) => _executions.Remove(instanceId);
}
