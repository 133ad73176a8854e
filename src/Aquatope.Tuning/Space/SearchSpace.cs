using System.Collections.Immutable;
using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The knobs that may be turned, and with them the configurations that there are, as points of a unit cube.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class SearchSpace
{
    private const int DrawsEach = 64;

    private readonly int[] _free;

    /// <summary>Initializes a new instance of the <see cref="SearchSpace"/> class.</summary>
    /// <param name="knobs">The knobs; at least one, their names different.</param>
    /// <exception cref="ArgumentException">There is no knob, or two have one name.</exception>
    public SearchSpace(IEnumerable<Knob> knobs)
    {
        Knobs = [.. knobs];
        if (Knobs.IsEmpty)
        {
            throw new ArgumentException("There is no knob to turn.", nameof(knobs));
        }

        if (Knobs.GroupBy(knob => knob.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twins)
        {
            throw new ArgumentException($"There are {twins.Count()} knobs called '{twins.Key}'; names must differ.", nameof(knobs));
        }

        _free = [.. Enumerable.Range(0, Knobs.Length).Where(knob => !Knobs[knob].IsFixed)];
        Stages = [.. Knobs.Select(knob => knob.Stage).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Gets the knobs.</summary>
    public ImmutableArray<Knob> Knobs { get; }

    /// <summary>Gets the names of the stages that have knobs of their own, in ordinal order.</summary>
    public ImmutableArray<string> Stages { get; }

    /// <summary>Gets the number of coordinates: one for each knob with a choice, at least one.</summary>
    public int Dimensions => Math.Max(1, _free.Length);

    /// <summary>Gets the most generous configuration: most processor share and memory, least concurrency, the middle of everything else.</summary>
    public Configuration MostGenerous => new([.. Knobs.Select(knob => knob.Role switch
    {
        KnobRole.Processor or KnobRole.Memory => knob.Greatest,
        KnobRole.Concurrency => knob.Least,
        _ => knob.Decode(0.5),
    })]);

    /// <summary>Returns whether every value of a configuration is allowed.</summary>
    /// <param name="configuration">The configuration asked about.</param>
    /// <returns>True when it has one allowed value for each knob.</returns>
    public bool Contains(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.Values.Length == Knobs.Length && Knobs.Zip(configuration.Values).All(pair => pair.First.Contains(pair.Second));
    }

    /// <summary>Returns the coordinates of a configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The point, [d].</returns>
    public double[] Encode(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var point = new double[Dimensions];
        for (int i = 0; i < _free.Length; i++)
        {
            point[i] = Knobs[_free[i]].Encode(configuration[_free[i]]);
        }

        return point;
    }

    /// <summary>Returns the configuration nearest to a point.</summary>
    /// <param name="point">The point, [d].</param>
    /// <returns>The configuration.</returns>
    public Configuration Decode(ReadOnlySpan<double> point)
    {
        var values = ImmutableArray.CreateBuilder<double>(Knobs.Length);
        foreach (Knob knob in Knobs)
        {
            values.Add(knob.Least);
        }

        for (int i = 0; i < _free.Length; i++)
        {
            values[_free[i]] = Knobs[_free[i]].Decode(point[i]);
        }

        return new Configuration(values.MoveToImmutable());
    }

    /// <summary>Draws a configuration, every one equally likely.</summary>
    /// <param name="random">The source of chance.</param>
    /// <returns>The configuration.</returns>
    internal Configuration Draw(SeededRandom random) => new([.. Knobs.Select(knob => knob.Draw(random))]);

    /// <summary>Draws configurations that are not taken yet.</summary>
    /// <param name="count">How many at most; in a small space, after many draws in vain, there are fewer.</param>
    /// <param name="taken">Those taken; receives the new ones.</param>
    /// <param name="random">The source of chance.</param>
    /// <returns>Distinct configurations.</returns>
    internal IEnumerable<Configuration> Draw(int count, HashSet<Configuration> taken, SeededRandom random) =>
        Enumerable.Range(0, Math.Max(0, count * DrawsEach)).Select(_ => Draw(random)).Where(taken.Add).Take(Math.Max(0, count));

    /// <summary>Returns configurations spread evenly over the space; some may be equal.</summary>
    internal IReadOnlyList<Configuration> Spread(int count, SeededRandom random)
    {
        Matrix points = SobolSequence.Scrambled(Dimensions, random).Take(count);
        var spread = new Configuration[count];
        for (int i = 0; i < count; i++)
        {
            spread[i] = Decode(points.Row(i));
        }

        return spread;
    }

    /// <summary>Enumerates the configurations that one turn of one knob leads to.</summary>
    internal IEnumerable<Configuration> Neighbours(Configuration configuration) =>
        from knob in _free
        from value in Knobs[knob].Neighbours(configuration[knob])
        select configuration.With(knob, value);
}
