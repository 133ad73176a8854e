namespace Aquatope.TaskHub.Engine;

/// <summary>
/// What a worker registered to run. A worker that sends filters gets nothing of a kind for which it names nothing;
/// a name without versions takes every version.
/// </summary>
internal sealed class WorkItemFilter
{
    private readonly Dictionary<string, HashSet<string>> _orchestrations = [];
    private readonly Dictionary<string, HashSet<string>> _activities = [];

    // Entity names are case-insensitive: the official SDKs lower them in entity ids.
    private readonly HashSet<string> _entities = new(StringComparer.OrdinalIgnoreCase);

    private WorkItemFilter(WorkItemFilters filters)
    {
        foreach (OrchestrationFilter filter in filters.Orchestrations)
        {
            Add(_orchestrations, filter.Name, filter.Versions);
        }

        foreach (ActivityFilter filter in filters.Activities)
        {
            Add(_activities, filter.Name, filter.Versions);
        }

        foreach (EntityFilter filter in filters.Entities)
        {
            _entities.Add(filter.Name);
        }
    }

    /// <summary>Returns the filter of a worker; null for one that takes everything.</summary>
    /// <remarks>A worker of the official .NET SDK that has no filters says so with filters that name nothing.</remarks>
    public static WorkItemFilter? Of(GetWorkItemsRequest request) =>
        request.WorkItemFilters is { } filters && filters.Orchestrations.Count + filters.Activities.Count + filters.Entities.Count > 0
            ? new WorkItemFilter(filters)
            : null;

    public bool Takes(WorkQueue queue) => queue.Kind switch
    {
        WorkItemKind.Orchestration => Takes(_orchestrations, queue),
        WorkItemKind.Activity => Takes(_activities, queue),
        _ => _entities.Contains(queue.Name),
    };

    private static bool Takes(Dictionary<string, HashSet<string>> filters, WorkQueue queue) =>
        filters.TryGetValue(queue.Name, out HashSet<string>? versions)
        && (versions.Count == 0 || versions.Contains(queue.Version) || (queue.InheritedVersion.Length > 0 && versions.Contains(queue.InheritedVersion)));

    private static void Add(Dictionary<string, HashSet<string>> filters, string name, IEnumerable<string> versions)
    {
        var accepted = new HashSet<string>(versions, StringComparer.Ordinal);
        if (!filters.TryGetValue(name, out HashSet<string>? known))
        {
            filters.Add(name, accepted);
        }
        else if (known.Count == 0 || accepted.Count == 0)
        {
            // One of the two took every version, so both together do.
            known.Clear();
        }
        else
        {
            known.UnionWith(accepted);
        }
    }
}
