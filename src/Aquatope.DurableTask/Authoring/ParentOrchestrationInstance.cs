namespace Microsoft.DurableTask;

/// <summary>The orchestration that started this one as its child.</summary>
/// <param name="Name">The name of the parent orchestration.</param>
/// <param name="InstanceId">The ID of the parent instance.</param>
public record ParentOrchestrationInstance(TaskName Name, string InstanceId);
