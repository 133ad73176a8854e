namespace Microsoft.DurableTask;

/// <summary>The name of an orchestrator, an activity or an entity; compared without regard to case.</summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    /// <summary>Initializes a name.</summary>
    /// <param name="name">The name; null gives the default value, which names nothing.</param>
    public TaskName(string name) => Name = name;

    /// <summary>Gets the name; null for the default value.</summary>
    public string Name { get; }

    /// <summary>Gets an empty string: versions are carried by <see cref="TaskVersion"/>.</summary>
    [Obsolete("Refer to TaskVersion instead.")]
    public string Version => Name is null ? null! : string.Empty;

    /// <summary>Returns the text of a name.</summary>
    /// <param name="value">The name.</param>
    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>Returns a text as a name; null and empty give the default value.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new(value);

    /// <summary>Tells whether two names are equal.</summary>
    /// <param name="a">The first name.</param>
    /// <param name="b">The second name.</param>
    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    /// <summary>Tells whether two names differ.</summary>
    /// <param name="a">The first name.</param>
    /// <param name="b">The second name.</param>
    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Name is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
