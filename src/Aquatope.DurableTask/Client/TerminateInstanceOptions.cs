namespace Microsoft.DurableTask.Client;

/// <summary>How to terminate.</summary>
/// <param name="Output">What the instance returns; null for nothing.</param>
/// <param name="Recursive">Whether to terminate sub-orchestrations too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
