using System.Collections.Immutable;
using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>One number that a tuner may choose: out of a range, out of the integers of a range, or out of a list.</summary>
/// <remarks>Its place in the unit interval grows with its value or, on a logarithmic scale, with the value's logarithm.</remarks>
public sealed record Knob
{
    private const double SmallStep = 1.0 / 32;

    // What one turn changes, as shares of the range; a list is also walked one by one.
    private static readonly double[] Turns = [1.0 / 4, 1.0 / 16, 1.0 / 64];

    private Knob(string name, string? stage, double least, double greatest, bool logarithmic)
    {
        Name = name;
        Stage = stage;
        Least = least;
        Greatest = greatest;
        Logarithmic = logarithmic;
        Role = least > 0 ? RoleOf(name) : KnobRole.Other;
    }

    /// <summary>Gets the knob's name, unique in its space.</summary>
    public string Name { get; }

    /// <summary>Gets the stage that the knob belongs to, or null where it may concern every stage.</summary>
    public string? Stage { get; }

    /// <summary>Gets the least value.</summary>
    public double Least { get; }

    /// <summary>Gets the greatest value.</summary>
    public double Greatest { get; }

    /// <summary>Gets a value indicating whether equal ratios, rather than equal differences, count the same.</summary>
    public bool Logarithmic { get; }

    /// <summary>Gets a value indicating whether only integers are allowed.</summary>
    public bool IsInteger { get; private init; }

    /// <summary>Gets the allowed values, ascending; empty where every value of the range is allowed, or every integer.</summary>
    public ImmutableArray<double> Choices { get; private init; } = [];

    /// <summary>Gets what the knob does, told from the last part of the name of a positive knob: <c>cpu</c>, <c>memoryMiB</c>, <c>concurrency</c> and the like.</summary>
    public KnobRole Role { get; }

    /// <summary>Gets a value indicating whether there is nothing to choose.</summary>
    public bool IsFixed => Least == Greatest;

    /// <summary>Creates a knob over a range.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="stage">Its stage, or null.</param>
    /// <param name="least">The least value; finite, positive on a logarithmic scale.</param>
    /// <param name="greatest">The greatest value; not less.</param>
    /// <param name="logarithmic">Whether ratios count.</param>
    /// <param name="integers">Whether only integers are allowed; the ends must be integers then.</param>
    /// <returns>The knob.</returns>
    /// <exception cref="ArgumentException">The range is none.</exception>
    public static Knob Range(string name, string? stage, double least, double greatest, bool logarithmic = false, bool integers = false)
    {
        Check(name, least, greatest, logarithmic);
        return integers && (!double.IsInteger(least) || !double.IsInteger(greatest))
            ? throw new ArgumentException($"Knob '{name}' takes integers: its ends {least} and {greatest} must be integers.", nameof(least))
            : new Knob(name, stage, least, greatest, logarithmic) { IsInteger = integers };
    }

    /// <summary>Creates a knob over a list of values.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="stage">Its stage, or null.</param>
    /// <param name="choices">The allowed values; at least one, in any order.</param>
    /// <param name="logarithmic">Whether ratios count; all values must be positive then.</param>
    /// <returns>The knob.</returns>
    /// <exception cref="ArgumentException">There is no value, or one that the scale cannot hold.</exception>
    public static Knob Of(string name, string? stage, IEnumerable<double> choices, bool logarithmic)
    {
        ImmutableArray<double> sorted = [.. choices.Distinct().Order()];
        if (sorted.IsEmpty)
        {
            throw new ArgumentException($"Knob '{name}' has no value to choose.", nameof(choices));
        }

        Check(name, sorted[0], sorted[^1], logarithmic);
        return new Knob(name, stage, sorted[0], sorted[^1], logarithmic) { Choices = sorted };
    }

    /// <summary>Returns the place of a value in the unit interval.</summary>
    /// <param name="value">The value, best one that is allowed.</param>
    /// <returns>Zero at the least value, one at the greatest.</returns>
    public double Encode(double value) => IsFixed ? 0 : (Scaled(value) - Scaled(Least)) / (Scaled(Greatest) - Scaled(Least));

    /// <summary>Returns the allowed value nearest to a place.</summary>
    /// <param name="place">The place; places outside the unit interval count as its ends.</param>
    /// <returns>The value.</returns>
    public double Decode(double place)
    {
        if (!Choices.IsEmpty)
        {
            return Choices[Nearest(place)];
        }

        // The ends are returned as they are, untouched by rounding.
        double value = place <= 0 ? Least : place >= 1 ? Greatest : Unscaled(Scaled(Least) + (place * (Scaled(Greatest) - Scaled(Least))));
        return Math.Clamp(IsInteger ? Math.Round(value) : value, Least, Greatest);
    }

    /// <summary>Returns whether a value is allowed.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is.</returns>
    public bool Contains(double value) =>
        Choices.IsEmpty ? value >= Least && value <= Greatest && (!IsInteger || double.IsInteger(value)) : Choices.Contains(value);

    /// <summary>Draws a value, every one equally likely on the knob's scale; of a list every entry.</summary>
    /// <param name="random">The source of chance.</param>
    /// <returns>An allowed value.</returns>
    internal double Draw(SeededRandom random) =>
        Choices.IsEmpty ? Decode(random.NextDouble()) : Choices[random.NextInt(Choices.Length)];

    /// <summary>Enumerates the values that one turn of the knob leads to, by small turns and large ones.</summary>
    internal IEnumerable<double> Neighbours(double value)
    {
        var seen = new HashSet<double> { value };
        foreach (double turned in Choices.IsEmpty ? TurnedByShare(value) : TurnedByPlace(value))
        {
            if (seen.Add(turned))
            {
                yield return turned;
            }
        }
    }

    /// <summary>Enumerates the values a small step away: the next ones of a list, a thirty-second of a range.</summary>
    internal IEnumerable<double> Steps(double value)
    {
        double step = IsInteger ? Math.Max(1 / Math.Max(1, Greatest - Least), SmallStep) : SmallStep;
        int index = Choices.IsEmpty ? 0 : Nearest(Encode(value));
        double down = Choices.IsEmpty ? Decode(Encode(value) - step) : Choices[Math.Max(0, index - 1)];
        double up = Choices.IsEmpty ? Decode(Encode(value) + step) : Choices[Math.Min(Choices.Length - 1, index + 1)];
        return new[] { down, up }.Where(next => next != value);
    }

    /// <inheritdoc/>
    public bool Equals(Knob? other) =>
        other is not null && Name == other.Name && Stage == other.Stage && Least == other.Least && Greatest == other.Greatest
        && Logarithmic == other.Logarithmic && IsInteger == other.IsInteger && Choices.SequenceEqual(other.Choices);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Stage, Least, Greatest);

    private static KnobRole RoleOf(string name) => name[(name.LastIndexOf('.') + 1)..].ToUpperInvariant() switch
    {
        "CPU" or "CPUS" or "VCPU" or "VCPUS" or "CORES" => KnobRole.Processor,
        "MEMORY" or "MEMORYMIB" or "MEMORYMB" or "MEMORYGIB" or "MEMORYGB" or "MEM" => KnobRole.Memory,
        "CONCURRENCY" => KnobRole.Concurrency,
        _ => KnobRole.Other,
    };

    private static void Check(string name, double least, double greatest, bool logarithmic)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!double.IsFinite(least) || !double.IsFinite(greatest) || least > greatest)
        {
            throw new ArgumentException($"Knob '{name}' ranges from {least} to {greatest}; both must be finite, the second not less.", nameof(least));
        }

        if (logarithmic && least <= 0)
        {
            throw new ArgumentException($"Knob '{name}' has the value {least}, which no logarithmic scale holds: it must be positive.", nameof(least));
        }
    }

    private double Scaled(double value) => Logarithmic ? Math.Log(value) : value;

    private double Unscaled(double scaled) => Logarithmic ? Math.Exp(scaled) : scaled;

    private int Nearest(double place)
    {
        int nearest = 0;
        for (int i = 1; i < Choices.Length; i++)
        {
            nearest = Math.Abs(Encode(Choices[i]) - place) < Math.Abs(Encode(Choices[nearest]) - place) ? i : nearest;
        }

        return nearest;
    }

    private IEnumerable<double> TurnedByShare(double value)
    {
        double place = Encode(value);
        foreach (double turn in Turns)
        {
            yield return Decode(place - turn);
            yield return Decode(place + turn);
        }

        if (IsInteger)
        {
            yield return Math.Max(Least, value - 1);
            yield return Math.Min(Greatest, value + 1);
        }
    }

    private IEnumerable<double> TurnedByPlace(double value)
    {
        int index = Nearest(Encode(value));
        for (int turn = 1; turn < Math.Max(2, Choices.Length / 2); turn *= 4)
        {
            yield return Choices[Math.Max(0, index - turn)];
            yield return Choices[Math.Min(Choices.Length - 1, index + turn)];
        }
    }
}
