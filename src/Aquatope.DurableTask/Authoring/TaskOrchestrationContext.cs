using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>The only way from an orchestrator to the outside world. Not thread-safe: orchestrators run on one thread.</summary>
public abstract partial class TaskOrchestrationContext
{
    private static readonly Dictionary<string, object?> NoProperties = [];

    private ReplaySafeLoggers? _replaySafeLoggers;

    /// <summary>Gets the name of the orchestrator.</summary>
    public abstract TaskName Name { get; }

    /// <summary>Gets the ID of the instance.</summary>
    public abstract string InstanceId { get; }

    /// <summary>Gets the parent of a sub-orchestration; null when there is none.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>Gets the present time of the orchestration: that of the event being processed, the same at every replay.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Gets whether the code running now has run before, in an earlier turn.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>Gets the version of the instance; empty when it has none.</summary>
    public virtual string Version => string.Empty;

    /// <summary>Gets the properties that the task hub gave to the orchestration. Default: none.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = NoProperties;

    /// <summary>Gets what the orchestrator can do with entities.</summary>
    /// <exception cref="NotSupportedException">Entities are not enabled.</exception>
    public virtual TaskOrchestrationEntityFeature Entities =>
        throw new NotSupportedException($"Durable entities are not supported by {GetType()}.");

    /// <summary>Gets a factory of loggers that are silent during replay.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory => _replaySafeLoggers ??= new(this);

    /// <summary>Gets the factory of the loggers that replay-safe loggers write to.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>Returns the input of the orchestration.</summary>
    /// <typeparam name="T">The type of the input.</typeparam>
    /// <returns>The input; the default of its type when there is none.</returns>
    public abstract T? GetInput<T>();

    /// <summary>Sends an external event to another orchestration.</summary>
    /// <param name="instanceId">The ID of the other instance.</param>
    /// <param name="eventName">The name of the event.</param>
    /// <param name="payload">The payload of the event.</param>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Sets the custom status, which clients can query while the orchestration runs.</summary>
    /// <param name="customStatus">The status, to be serialized; null for none.</param>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Restarts the orchestration with a new input and an empty history when the orchestrator returns.</summary>
    /// <param name="newInput">The input of the next generation.</param>
    /// <param name="preserveUnprocessedEvents">Whether external events that nobody has awaited yet move on.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>Restarts the orchestration with an empty history when the orchestrator returns.</summary>
    /// <param name="options">How to continue.</param>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>Returns a new GUID that is the same at every replay.</summary>
    /// <returns>A GUID of version 5.</returns>
    /// <remarks>RFC 4122, section 4.3.</remarks>
    public abstract Guid NewGuid();

    /// <summary>Returns a logger that is silent during replay.</summary>
    /// <param name="categoryName">The category.</param>
    /// <returns>The logger.</returns>
    public virtual ILogger CreateReplaySafeLogger(string categoryName) => ReplaySafeLoggers.Create(this, categoryName);

    /// <summary>Returns a logger that is silent during replay.</summary>
    /// <param name="type">The type whose name is the category.</param>
    /// <returns>The logger.</returns>
    public virtual ILogger CreateReplaySafeLogger(Type type) => ReplaySafeLoggers.Create(this, type);

    /// <summary>Returns a logger that is silent during replay.</summary>
    /// <typeparam name="T">The type whose name is the category.</typeparam>
    /// <returns>The logger.</returns>
    public virtual ILogger CreateReplaySafeLogger<T>() => ReplaySafeLoggers.Create(this, typeof(T));

    /// <summary>Compares the version of the instance with another one.</summary>
    /// <param name="version">The other version.</param>
    /// <returns>Less than, equal to or greater than zero, as the instance is older, equal or newer.</returns>
    public virtual int CompareVersionTo(string version) =>
        TaskOrchestrationVersioningUtils.CompareVersions(Version, version);

    internal ILoggerFactory UnderlyingLoggerFactory => LoggerFactory;
}
