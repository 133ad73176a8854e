using System.Collections.Immutable;
using System.Globalization;

namespace Aquatope.Tuning;

/// <summary>One value for each knob of a space, in the space's order. Two are equal when all their values are.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class Configuration : IEquatable<Configuration>
{
    private readonly int _hash;

    /// <summary>Initializes a new instance of the <see cref="Configuration"/> class.</summary>
    /// <param name="values">The values, in the order of the space's knobs.</param>
    public Configuration(ImmutableArray<double> values)
    {
        Values = values;
        var hash = new HashCode();
        foreach (double value in values)
        {
            hash.Add(value);
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>Gets the values.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>Gets the value of one knob.</summary>
    /// <param name="knob">The knob's index.</param>
    /// <returns>Its value.</returns>
    public double this[int knob] => Values[knob];

    /// <summary>Returns a copy in which one knob has another value.</summary>
    /// <param name="knob">The knob's index.</param>
    /// <param name="value">Its new value.</param>
    /// <returns>The changed copy.</returns>
    public Configuration With(int knob, double value) => new(Values.SetItem(knob, value));

    /// <inheritdoc/>
    public bool Equals(Configuration? other) => other is not null && _hash == other._hash && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Configuration);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>Returns the values, separated by commas.</summary>
    /// <returns>One short line.</returns>
    public override string ToString() => string.Join(", ", Values.Select(value => value.ToString("G6", CultureInfo.InvariantCulture)));
}
