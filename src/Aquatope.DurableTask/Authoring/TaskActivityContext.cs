namespace Microsoft.DurableTask;

/// <summary>What an activity may know about the call that it serves.</summary>
public abstract class TaskActivityContext
{
    /// <summary>Gets the name under which the activity was called.</summary>
    public abstract TaskName Name { get; }

    /// <summary>Gets the ID of the orchestration instance that called it.</summary>
    public abstract string InstanceId { get; }

    /// <summary>Gets the version that the caller asked for; empty when it asked for none.</summary>
    public virtual string Version => string.Empty;
}
