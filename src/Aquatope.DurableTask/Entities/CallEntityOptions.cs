namespace Microsoft.DurableTask.Entities;

/// <summary>How an orchestrator calls an entity; there is nothing to choose yet.</summary>
public record CallEntityOptions;
