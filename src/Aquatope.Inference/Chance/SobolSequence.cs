namespace Aquatope.Inference;

/// <summary>Sobol' points: a sequence that fills the unit cube more evenly than chance does.</summary>
/// <remarks>
/// Sobol' (1967) in the Gray-code order of Antonov and Saleev (1979). The scrambled form is the random linear matrix
/// scramble with a digital shift of Matoušek (1998): every point is uniform on the cube and the set stays a net.
/// </remarks>
/// <threadsafety>Not thread-safe.</threadsafety>
public sealed class SobolSequence
{
    /// <summary>The number of binary digits of a coordinate.</summary>
    internal const int Bits = 32;

    private const double Scale = 1.0 / (1UL << Bits);

    private readonly uint[] _directions;
    private readonly uint[] _state;
    private readonly bool _scrambled;
    private uint _index;

    private SobolSequence(int dimensions, uint[] directions, uint[] shift, bool scrambled)
    {
        Dimensions = dimensions;
        _directions = directions;
        _state = shift;
        _scrambled = scrambled;
    }

    /// <summary>Gets the number of coordinates of a point.</summary>
    public int Dimensions { get; }

    /// <summary>Creates the unscrambled sequence, whose first point is the origin.</summary>
    /// <param name="dimensions">The number of coordinates, from 1 to <see cref="SobolDirections.MaxDimensions"/>.</param>
    /// <returns>The sequence, before its first point.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dimensions"/> is out of range.</exception>
    public static SobolSequence Unscrambled(int dimensions) =>
        new(dimensions, SobolDirections.Create(dimensions), new uint[dimensions], scrambled: false);

    /// <summary>Creates a scrambled sequence.</summary>
    /// <param name="dimensions">The number of coordinates, from 1 to <see cref="SobolDirections.MaxDimensions"/>.</param>
    /// <param name="random">Where the scramble comes from; drawn from once, here.</param>
    /// <returns>The sequence, before its first point.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dimensions"/> is out of range.</exception>
    public static SobolSequence Scrambled(int dimensions, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        uint[] directions = SobolDirections.Create(dimensions);
        var shift = new uint[dimensions];
        Span<uint> lowerTriangle = stackalloc uint[Bits];
        for (int k = 0; k < dimensions; k++)
        {
            DrawLowerTriangle(lowerTriangle, random);
            Span<uint> ofDimension = directions.AsSpan(k * Bits, Bits);
            for (int b = 0; b < Bits; b++)
            {
                ofDimension[b] = Multiply(lowerTriangle, ofDimension[b]);
            }

            shift[k] = (uint)(random.NextUInt64() >> 32);
        }

        return new SobolSequence(dimensions, directions, shift, scrambled: true);
    }

    /// <summary>Writes the next point.</summary>
    /// <param name="point">Receives the coordinates, [dimensions]; in [0, 1), and above zero where scrambled.</param>
    /// <exception cref="ArgumentException"><paramref name="point"/> has another length than the dimension.</exception>
    public void Next(Span<double> point)
    {
        if (point.Length != Dimensions)
        {
            throw new ArgumentException($"A point of {point.Length} coordinates was given; the sequence has {Dimensions}.", nameof(point));
        }

        // A half is added below the last digit, so that a scrambled coordinate never maps to an infinite normal value.
        double offset = _scrambled ? 0.5 : 0;
        for (int k = 0; k < point.Length; k++)
        {
            point[k] = (_state[k] + offset) * Scale;
        }

        int bit = Math.Min(int.TrailingZeroCount((int)~_index), Bits - 1);
        _index++;
        for (int k = 0; k < point.Length; k++)
        {
            _state[k] ^= _directions[(k * Bits) + bit];
        }
    }

    /// <summary>Returns the next points as one array.</summary>
    /// <param name="count">How many points.</param>
    /// <returns>The points, shape [count, dimensions].</returns>
    public Matrix Take(int count)
    {
        var points = new Matrix(count, Dimensions);
        for (int i = 0; i < count; i++)
        {
            Next(points.Row(i));
        }

        return points;
    }

    /// <summary>Returns the next points, mapped to independent standard normal values by the inverse distribution function.</summary>
    /// <param name="count">How many points.</param>
    /// <returns>The values, shape [count, dimensions].</returns>
    /// <exception cref="InvalidOperationException">The sequence is unscrambled, and so contains the origin.</exception>
    public Matrix TakeNormal(int count)
    {
        if (!_scrambled)
        {
            throw new InvalidOperationException("An unscrambled Sobol' sequence starts at the origin, whose normal value is infinite. Use a scrambled one.");
        }

        Matrix points = Take(count);
        Span<double> values = points.Values;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = NormalDistribution.Quantile(values[i]);
        }

        return points;
    }

    // Row r of the triangle holds the digits that output digit r depends on; the diagonal is one, hence it is invertible.
    private static void DrawLowerTriangle(Span<uint> rows, SeededRandom random)
    {
        for (int r = 0; r < Bits; r++)
        {
            uint diagonal = 1u << (Bits - 1 - r);
            uint above = r == 0 ? 0 : (uint)(random.NextUInt64() >> 32) & ~((diagonal << 1) - 1);
            rows[r] = above | diagonal;
        }
    }

    private static uint Multiply(ReadOnlySpan<uint> rows, uint digits)
    {
        uint result = 0;
        for (int r = 0; r < Bits; r++)
        {
            uint parity = (uint)uint.PopCount(rows[r] & digits) & 1u;
            result |= parity << (Bits - 1 - r);
        }

        return result;
    }
}
