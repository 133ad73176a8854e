using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask;

/// <summary>The orchestrators, activities and entities that a worker serves. Not thread-safe.</summary>
public sealed partial class DurableTaskRegistry
{
    private static readonly Task<object?> CompletedNullTask = Task.FromResult<object?>(null);

    internal Dictionary<TaskKey, Func<IServiceProvider, ITaskActivity>> Activities { get; } = [];

    internal Dictionary<TaskKey, Func<IServiceProvider, ITaskOrchestrator>> Orchestrators { get; } = [];

    internal Dictionary<TaskName, Func<IServiceProvider, ITaskEntity>> Entities { get; } = [];

    /// <summary>Returns the orchestrators.</summary>
    /// <returns>Their names, once per version, and their factories.</returns>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskOrchestrator>>> GetOrchestrators() =>
        Orchestrators.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    /// <summary>Returns the activities.</summary>
    /// <returns>Their names, once per version, and their factories.</returns>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskActivity>>> GetActivities() =>
        Activities.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    /// <summary>Returns the entities.</summary>
    /// <returns>Their names and their factories.</returns>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskEntity>>> GetEntities() =>
        Entities.Select(entry => entry);

    private static void Add<TKey, TTask>(
        Dictionary<TKey, Func<IServiceProvider, TTask>> tasks, TKey key, Func<IServiceProvider, TTask> factory, TaskName name)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (name == default)
        {
            throw new ArgumentException("A task needs a name.", nameof(name));
        }

        if (!tasks.TryAdd(key, factory))
        {
            string version = key is TaskKey { Version.Version.Length: > 0 } versioned
                ? $" with version '{versioned.Version.Version}'"
                : string.Empty;
            throw new ArgumentException($"An {typeof(TTask).Name} named '{name}'{version} is already added.", nameof(name));
        }
    }
}
