namespace Aquatope.TaskHub;

/// <summary>The kinds of work that a task hub hands to workers.</summary>
public enum WorkItemKind
{
    /// <summary>A turn of an orchestration.</summary>
    Orchestration,

    /// <summary>The execution of an activity.</summary>
    Activity,

    /// <summary>A batch of operations on an entity.</summary>
    Entity,
}
