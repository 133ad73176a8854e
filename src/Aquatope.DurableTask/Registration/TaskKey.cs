namespace Microsoft.DurableTask;

/// <summary>A name together with a version, both compared without regard to case.</summary>
internal readonly record struct TaskKey(TaskName Name, TaskVersion Version);
