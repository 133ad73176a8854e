namespace DurableTask.Core;

/// <summary>Names an orchestration instance and one execution of it.</summary>
public sealed class OrchestrationInstance
{
    /// <summary>Gets or sets the ID of the instance.</summary>
    public string? InstanceId { get; set; }

    /// <summary>Gets or sets the ID of the execution, new for each generation; null when it is not known.</summary>
    public string? ExecutionId { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"[InstanceId: {InstanceId}, ExecutionId: {ExecutionId}]";
}
