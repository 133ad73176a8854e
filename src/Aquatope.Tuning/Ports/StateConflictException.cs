namespace Aquatope.Tuning;

/// <summary>A document was written by someone else between a read and a write.</summary>
public sealed class StateConflictException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="StateConflictException"/> class.</summary>
    /// <param name="key">The document's key.</param>
    /// <param name="expectedVersion">The version that the writer had read, or null for none.</param>
    public StateConflictException(string key, string? expectedVersion)
        : base($"The document '{key}' is no longer at version '{expectedVersion ?? "(absent)"}': another process has "
            + "written it. Read it again and decide anew.")
    {
        Key = key;
        ExpectedVersion = expectedVersion;
    }

    /// <summary>Gets the document's key.</summary>
    public string Key { get; }

    /// <summary>Gets the version that the writer had read, or null for none.</summary>
    public string? ExpectedVersion { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
