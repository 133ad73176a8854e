namespace Microsoft.DurableTask;

/// <summary>The version of an orchestrator or an activity; compared without regard to case.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>The version of a task that has none.</summary>
    public static readonly TaskVersion Unversioned;

    private readonly string? _version;

    /// <summary>Initializes a version.</summary>
    /// <param name="version">The version; null and empty mean unversioned.</param>
    /// <exception cref="ArgumentException"><paramref name="version"/> consists of white space only.</exception>
    public TaskVersion(string? version)
    {
        if (!string.IsNullOrEmpty(version) && string.IsNullOrWhiteSpace(version))
        {
            throw new ArgumentException(
                "A version must not be white space; null or an empty string means unversioned.", nameof(version));
        }

        _version = version;
    }

    /// <summary>Gets the version; empty when unversioned, never null.</summary>
    public string Version => _version ?? string.Empty;

    /// <summary>Returns the text of a version.</summary>
    /// <param name="value">The version.</param>
    public static implicit operator string(TaskVersion value) => value.Version;

    /// <summary>Returns a text as a version.</summary>
    /// <param name="value">The text; null and empty mean unversioned.</param>
    public static implicit operator TaskVersion(string? value) => new(value);

    /// <summary>Tells whether two versions are equal.</summary>
    /// <param name="a">The first version.</param>
    /// <param name="b">The second version.</param>
    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    /// <summary>Tells whether two versions differ.</summary>
    /// <param name="a">The first version.</param>
    /// <param name="b">The second version.</param>
    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);
}
