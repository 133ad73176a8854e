namespace DurableTask.Core;

/// <summary>The orchestration that started another one as its child.</summary>
public sealed class ParentInstance
{
    /// <summary>Gets or sets the name of the parent's orchestrator; null when it is not known.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the version of the parent; null for none.</summary>
    public string? Version { get; set; }

    /// <summary>Gets or sets the ID of the event of the parent's history that created the child.</summary>
    public int TaskScheduleId { get; set; }

    /// <summary>Gets or sets the parent.</summary>
    public OrchestrationInstance? OrchestrationInstance { get; set; }
}
