namespace Aquatope.TaskHub;

/// <summary>A page of instances.</summary>
/// <param name="Instances">The instances, newest first.</param>
/// <param name="Next">Where the next page begins, or null where there is none.</param>
public sealed record InstancePage(IReadOnlyList<InstanceSummary> Instances, string? Next);
