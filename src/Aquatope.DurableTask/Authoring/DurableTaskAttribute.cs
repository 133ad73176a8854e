namespace Microsoft.DurableTask;

/// <summary>Names an orchestrator, activity or entity class, and gives it a version.</summary>
/// <param name="name">The name; null or empty for the name of the class.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class DurableTaskAttribute(string? name = null) : Attribute
{
    /// <summary>Gets the name; the default value for the name of the class.</summary>
    public TaskName Name { get; } = string.IsNullOrEmpty(name) ? default : new TaskName(name);

    /// <summary>Gets or sets the version; null or empty for none.</summary>
    public string? Version { get; set; }
}
