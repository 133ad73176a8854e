namespace Microsoft.DurableTask;

/// <summary>Names the external event that a type carries.</summary>
/// <param name="name">The name of the event; null or empty for the name of the type.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
public sealed class DurableEventAttribute(string? name = null) : Attribute
{
    /// <summary>Gets the name of the event; the default value for the name of the type.</summary>
    public TaskName Name { get; } = string.IsNullOrEmpty(name) ? default : new TaskName(name);
}
