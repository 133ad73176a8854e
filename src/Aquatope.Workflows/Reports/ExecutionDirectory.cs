using System.Collections.Concurrent;

namespace Aquatope.Workflows;

/// <summary>
/// Knows to which workflow execution each running orchestration belongs, so that the stages of a sub-orchestration are
/// reported with the workflow that users see.
/// </summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ExecutionDirectory
{
    private readonly ConcurrentDictionary<(string Lane, string InstanceId), WorkflowExecution> _running = new();

    /// <summary>Returns the workflow execution to which an orchestration belongs.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="instanceId">The instance ID of the orchestration that called a stage.</param>
    /// <returns>The execution; with an empty workflow name where the orchestration is no workflow of this program.</returns>
    public WorkflowExecution Find(string lane, string instanceId) =>
        _running.TryGetValue((lane, instanceId), out WorkflowExecution? execution)
            ? execution
            : new WorkflowExecution(string.Empty, instanceId);

    internal WorkflowExecution Enter(string lane, string instanceId, string name, string? parentInstanceId)
    {
        WorkflowExecution execution = parentInstanceId is not null && _running.TryGetValue((lane, parentInstanceId), out WorkflowExecution? parent)
            ? parent
            : new WorkflowExecution(name, instanceId);
        return _running.GetOrAdd((lane, instanceId), execution);
    }

    internal void Leave(string lane, string instanceId) => _running.TryRemove((lane, instanceId), out _);
}

/// <summary>One execution of a workflow.</summary>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="InstanceId">The instance ID of its orchestration.</param>
public sealed record WorkflowExecution(string Workflow, string InstanceId);
