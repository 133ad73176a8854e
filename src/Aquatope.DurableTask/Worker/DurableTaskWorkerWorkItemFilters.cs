namespace Microsoft.DurableTask.Worker;

/// <summary>Which work a worker asks its task hub for; all three lists empty means all work.</summary>
public class DurableTaskWorkerWorkItemFilters
{
    /// <summary>Gets or sets the orchestrations. Default: none.</summary>
    public IReadOnlyList<OrchestrationFilter> Orchestrations { get; set; } = [];

    /// <summary>Gets or sets the activities. Default: none.</summary>
    public IReadOnlyList<ActivityFilter> Activities { get; set; } = [];

    /// <summary>Gets or sets the entities. Default: none.</summary>
    public IReadOnlyList<EntityFilter> Entities { get; set; } = [];

    internal bool IsEmpty => Orchestrations.Count == 0 && Activities.Count == 0 && Entities.Count == 0;

    internal static DurableTaskWorkerWorkItemFilters Of(DurableTaskRegistry registry, DurableTaskWorkerOptions options)
    {
        string[]? strict = options.Versioning is { MatchStrategy: DurableTaskWorkerOptions.VersionMatchStrategy.Strict } versioning
            ? [versioning.Version]
            : null;
        return new DurableTaskWorkerWorkItemFilters
        {
            Orchestrations =
            [
                .. registry.Orchestrators.Keys.GroupBy(key => key.Name)
                    .Select(group => new OrchestrationFilter(group.Key.Name, strict ?? Versions(group))),
            ],
            Activities =
            [
                .. registry.Activities.Keys.GroupBy(key => key.Name)
                    .Select(group => new ActivityFilter(group.Key.Name, strict ?? Versions(group))),
            ],
            Entities = [.. registry.Entities.Keys.Select(name => new EntityFilter(name.Name))],
        };
    }

    // A task without versions serves every version, which an empty list says.
    private static string[] Versions(IEnumerable<TaskKey> keys)
    {
        string[] versions = [.. keys.Select(key => key.Version.Version).Order(StringComparer.OrdinalIgnoreCase)];
        return versions is [""] ? [] : versions;
    }

    /// <summary>A filter of orchestrations.</summary>
    /// <param name="name">The name of the orchestrator.</param>
    /// <param name="versions">The versions; null or empty for every version.</param>
    public readonly struct OrchestrationFilter(string name, IReadOnlyList<string>? versions)
    {
        /// <summary>Initializes a filter without a name.</summary>
        public OrchestrationFilter()
            : this(string.Empty, [])
        {
        }

        /// <summary>Gets the name of the orchestrator.</summary>
        public string Name { get; init; } = name;

        /// <summary>Gets the versions; empty for every version.</summary>
        public IReadOnlyList<string> Versions { get; init; } = versions ?? [];
    }

    /// <summary>A filter of activities.</summary>
    /// <param name="name">The name of the activity.</param>
    /// <param name="versions">The versions; null or empty for every version.</param>
    public readonly struct ActivityFilter(string name, IReadOnlyList<string>? versions)
    {
        /// <summary>Initializes a filter without a name.</summary>
        public ActivityFilter()
            : this(string.Empty, [])
        {
        }

        /// <summary>Gets the name of the activity.</summary>
        public string Name { get; init; } = name;

        /// <summary>Gets the versions; empty for every version.</summary>
        public IReadOnlyList<string> Versions { get; init; } = versions ?? [];
    }

    /// <summary>A filter of entities.</summary>
    /// <param name="name">The name of the entity.</param>
    public readonly struct EntityFilter(string name)
    {
        /// <summary>Initializes a filter without a name.</summary>
        public EntityFilter()
            : this(string.Empty)
        {
        }

        /// <summary>Gets the name of the entity.</summary>
        public string Name { get; init; } = name;
    }
}
