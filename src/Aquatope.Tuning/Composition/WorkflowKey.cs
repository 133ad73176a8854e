namespace Aquatope.Tuning;

/// <summary>A workflow configuration as a key of dictionaries: its resource configurations in order of stage name.</summary>
internal readonly struct WorkflowKey : IEquatable<WorkflowKey>
{
    private readonly ResourceConfiguration[] _state;
    private readonly int _hash;

    public WorkflowKey(IReadOnlyList<ResourceConfiguration> state)
    {
        var hash = new HashCode();
        _state = [.. state];
        foreach (ResourceConfiguration configuration in _state)
        {
            hash.Add(configuration);
        }

        _hash = hash.ToHashCode();
    }

    public bool Equals(WorkflowKey other) => _state.AsSpan().SequenceEqual(other._state);

    public override bool Equals(object? obj) => obj is WorkflowKey other && Equals(other);

    public override int GetHashCode() => _hash;
}
