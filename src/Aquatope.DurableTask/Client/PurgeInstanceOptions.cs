namespace Microsoft.DurableTask.Client;

/// <summary>How to purge.</summary>
/// <param name="Recursive">Whether to purge sub-orchestrations too.</param>
public record PurgeInstanceOptions(bool Recursive = false);
