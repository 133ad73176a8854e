namespace Aquatope.TaskHub;

/// <summary>The work of one kind, name and version in one task hub at one moment.</summary>
/// <param name="Kind">The kind of work.</param>
/// <param name="Name">The orchestration's, activity's or entity's name.</param>
/// <param name="Version">The version that the work asks for; empty where it asks for none.</param>
/// <param name="Backlog">Items that wait for a worker.</param>
/// <param name="OldestAge">How long the oldest waiting item has been ready; zero when none waits.</param>
/// <param name="Active">Items that a worker holds.</param>
/// <param name="Workers">Connected worker streams that may receive this work.</param>
public sealed record WorkQueueState(
    WorkItemKind Kind,
    string Name,
    string Version,
    int Backlog,
    TimeSpan OldestAge,
    int Active,
    int Workers);
