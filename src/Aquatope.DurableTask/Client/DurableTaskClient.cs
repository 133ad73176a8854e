using System.ComponentModel;
using DurableTask.Core.History;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Internal;

namespace Microsoft.DurableTask.Client;

/// <summary>Starts, watches and manages orchestrations. Thread-safe.</summary>
/// <param name="name">The name of the client.</param>
public abstract partial class DurableTaskClient(string name) : IOrchestrationSubmitter, IAsyncDisposable
{
    /// <summary>Gets the name of the client.</summary>
    public string Name { get; } = name;

    /// <summary>Gets what the client can do with entities.</summary>
    /// <exception cref="NotSupportedException">Entities are not enabled.</exception>
    public virtual DurableEntityClient Entities =>
        throw new NotSupportedException($"{GetType()} does not support durable entities.");

    /// <summary>Starts an orchestration.</summary>
    /// <param name="orchestratorName">The name of the orchestrator.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The ID of the instance.</returns>
    public virtual Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, CancellationToken cancellation) =>
        ScheduleNewOrchestrationInstanceAsync(orchestratorName, null, null, cancellation);

    /// <summary>Starts an orchestration.</summary>
    /// <param name="orchestratorName">The name of the orchestrator.</param>
    /// <param name="input">The input; null for none.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The ID of the instance.</returns>
    public virtual Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input, CancellationToken cancellation) =>
        ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, null, cancellation);

    /// <summary>Starts an orchestration.</summary>
    /// <param name="orchestratorName">The name of the orchestrator.</param>
    /// <param name="options">How to start.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The ID of the instance.</returns>
    public virtual Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, StartOrchestrationOptions options, CancellationToken cancellation = default) =>
        ScheduleNewOrchestrationInstanceAsync(orchestratorName, null, options, cancellation);

    /// <summary>Starts an orchestration.</summary>
    /// <param name="orchestratorName">The name of the orchestrator.</param>
    /// <param name="input">The input; null for none.</param>
    /// <param name="options">How to start; null for at once under a generated ID.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The ID of the instance.</returns>
    /// <exception cref="global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException">
    /// An instance with this ID exists in a status that forbids its replacement.
    /// </exception>
    public abstract Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default);

    /// <summary>Raises an external event without a payload.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="eventName">The name of the event.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Completes when the event is stored.</returns>
    public virtual Task RaiseEventAsync(string instanceId, string eventName, CancellationToken cancellation) =>
        RaiseEventAsync(instanceId, eventName, null, cancellation);

    /// <summary>Raises an external event.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="eventName">The name of the event.</param>
    /// <param name="eventPayload">The payload; null for none.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Completes when the event is stored.</returns>
    public abstract Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default);

    /// <summary>Waits until an instance has started.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>The instance.</returns>
    public virtual Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, CancellationToken cancellation) =>
        WaitForInstanceStartAsync(instanceId, false, cancellation);

    /// <summary>Waits until an instance has started.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="getInputsAndOutputs">Whether to fetch payloads.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>The instance.</returns>
    public abstract Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <summary>Waits until an instance has ended.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>The instance.</returns>
    public virtual Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, CancellationToken cancellation) => WaitForInstanceCompletionAsync(instanceId, false, cancellation);

    /// <summary>Waits until an instance has ended.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="getInputsAndOutputs">Whether to fetch payloads.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>The instance.</returns>
    public abstract Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <summary>Returns an instance.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The instance; null when there is none.</returns>
    public virtual Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation) =>
        GetInstanceAsync(instanceId, false, cancellation);

    /// <summary>Returns an instance.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="getInputsAndOutputs">Whether to fetch payloads.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The instance; null when there is none.</returns>
    public virtual Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        GetInstancesAsync(instanceId, getInputsAndOutputs, cancellation);

    /// <summary>Returns an instance; use <see cref="GetInstanceAsync(string, CancellationToken)"/>.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The instance; null when there is none.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, CancellationToken cancellation) =>
        GetInstancesAsync(instanceId, false, cancellation);

    /// <summary>Returns an instance; use <see cref="GetInstanceAsync(string, bool, CancellationToken)"/>.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="getInputsAndOutputs">Whether to fetch payloads.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The instance; null when there is none.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <summary>Returns instances.</summary>
    /// <param name="filter">Which ones; null for all.</param>
    /// <returns>The instances, page by page.</returns>
    public abstract AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null);

    /// <summary>Returns the IDs of ended instances.</summary>
    /// <param name="runtimeStatus">The statuses; null for any.</param>
    /// <param name="completedTimeFrom">The earliest time of completion; null for any.</param>
    /// <param name="completedTimeTo">The latest time of completion; null for any.</param>
    /// <param name="pageSize">How many IDs the page holds.</param>
    /// <param name="lastInstanceKey">The continuation token of the page before; null for the first page.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>A page of IDs.</returns>
    public virtual Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{GetType()} does not support listing the IDs of orchestrations.");

    /// <summary>Returns the history of an instance.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The events, in their order.</returns>
    public virtual Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(
        string instanceId, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{GetType()} does not support retrieving orchestration history.");

    /// <summary>Disconnects the client.</summary>
    /// <returns>Completes when it is disconnected.</returns>
    public abstract ValueTask DisposeAsync();
}
