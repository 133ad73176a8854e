using System.Collections.Concurrent;
using Aquatope.TaskHub;
using Microsoft.DurableTask.Client;

namespace Aquatope.Dashboard;

/// <summary>The task hubs that are shown: what looks into them, and what acts on them.</summary>
/// <param name="inspector">Looks into them.</param>
/// <param name="connect">Makes the client of one.</param>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class TaskHubs(TaskHubInspector inspector, Func<string, DurableTaskClient> connect)
{
    private readonly ConcurrentDictionary<string, DurableTaskClient> _clients = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets what looks into them.</summary>
    public TaskHubInspector Inspector => inspector;

    /// <summary>Returns the client of a task hub.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no such task hub. One asked for by a name must not come into being by that.</exception>
    public async Task<DurableTaskClient> ClientAsync(string name)
    {
        IReadOnlyList<string> names = await inspector.ListTaskHubsAsync();
        string known = names.FirstOrDefault(hub => hub.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new KeyNotFoundException($"There is no task hub '{name}'. There are: {string.Join(", ", names)}.");
        return _clients.GetOrAdd(known, connect);
    }
}
