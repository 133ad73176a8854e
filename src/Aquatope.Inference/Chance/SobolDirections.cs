namespace Aquatope.Inference;

/// <summary>The direction numbers behind <see cref="SobolSequence"/>.</summary>
/// <remarks>
/// Dimensions 1 to 21 are those of Joe and Kuo (2008), search criterion D(6). Beyond them the primitive polynomials
/// follow in ascending order and the free initial numbers are drawn once from a fixed seed (Jäckel 2002, section 8.3).
/// </remarks>
public static class SobolDirections
{
    /// <summary>The largest supported number of dimensions.</summary>
    public const int MaxDimensions = 2048;

    // Each row: the primitive polynomial over GF(2) as bits, then the initial numbers m_1, m_2, ...
    private static readonly int[][] JoeKuo =
    [
        [3, 1],
        [7, 1, 3],
        [11, 1, 3, 1],
        [13, 1, 1, 1],
        [19, 1, 1, 3, 3],
        [25, 1, 3, 5, 13],
        [37, 1, 1, 5, 5, 17],
        [41, 1, 1, 5, 5, 5],
        [47, 1, 1, 7, 11, 19],
        [55, 1, 1, 5, 1, 1],
        [59, 1, 1, 1, 3, 11],
        [61, 1, 3, 5, 5, 31],
        [67, 1, 3, 3, 9, 7, 49],
        [91, 1, 1, 1, 15, 21, 21],
        [97, 1, 3, 1, 13, 27, 49],
        [103, 1, 1, 1, 15, 7, 5],
        [109, 1, 3, 1, 15, 13, 25],
        [115, 1, 1, 5, 5, 19, 61],
        [131, 1, 3, 7, 11, 23, 15, 103],
        [137, 1, 3, 7, 13, 13, 15, 69],
    ];

    private static readonly Lazy<IReadOnlyList<uint>> Polynomials = new(() => FindPolynomials(MaxDimensions));

    /// <summary>Creates the direction numbers of every dimension, as 32-bit fractions.</summary>
    /// <param name="dimensions">The number of dimensions.</param>
    /// <returns>The numbers, [dimensions * 32].</returns>
    internal static uint[] Create(int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, MaxDimensions);
        var directions = new uint[dimensions * SobolSequence.Bits];
        for (int b = 0; b < SobolSequence.Bits; b++)
        {
            directions[b] = 1u << (SobolSequence.Bits - 1 - b);
        }

        for (int k = 1; k < dimensions; k++)
        {
            Span<uint> target = directions.AsSpan(k * SobolSequence.Bits, SobolSequence.Bits);
            if (k <= JoeKuo.Length)
            {
                Fill(target, (uint)JoeKuo[k - 1][0], JoeKuo[k - 1].AsSpan(1));
            }
            else
            {
                FillDrawn(target, k);
            }
        }

        return directions;
    }

    private static void FillDrawn(Span<uint> target, int dimension)
    {
        uint polynomial = Polynomials.Value[dimension - 1];
        int degree = 31 - int.LeadingZeroCount((int)polynomial);
        var initial = new int[degree];
        var random = new SeededRandom((ulong)dimension);
        for (int i = 0; i < degree; i++)
        {
            initial[i] = (2 * random.NextInt(1 << i)) + 1;
        }

        Fill(target, polynomial, initial);
    }

    // Bratley and Fox (1988): m_i = 2 a_1 m_{i-1} + ... + 2^s m_{i-s} + m_{i-s}, all sums without carry.
    private static void Fill(Span<uint> target, uint polynomial, ReadOnlySpan<int> initial)
    {
        int degree = initial.Length;
        for (int i = 0; i < target.Length; i++)
        {
            if (i < degree)
            {
                target[i] = (uint)initial[i] << (SobolSequence.Bits - 1 - i);
                continue;
            }

            uint value = target[i - degree] ^ (target[i - degree] >> degree);
            for (int j = 1; j < degree; j++)
            {
                if (((polynomial >> (degree - j)) & 1) == 1)
                {
                    value ^= target[i - j];
                }
            }

            target[i] = value;
        }
    }

    private static List<uint> FindPolynomials(int count)
    {
        var found = new List<uint>(count);
        for (uint candidate = 3; found.Count < count; candidate += 2)
        {
            if (IsPrimitive(candidate))
            {
                found.Add(candidate);
            }
        }

        return found;
    }

    // A polynomial of degree s is primitive when x has order 2^s - 1 modulo it.
    private static bool IsPrimitive(uint polynomial)
    {
        int degree = 31 - int.LeadingZeroCount((int)polynomial);
        uint order = (1u << degree) - 1;
        if (Power(order, polynomial, degree) != 1)
        {
            return false;
        }

        for (uint factor = 2, rest = order; rest > 1; factor++)
        {
            if (rest % factor != 0)
            {
                continue;
            }

            if (factor != order && Power(order / factor, polynomial, degree) == 1)
            {
                return false;
            }

            while (rest % factor == 0)
            {
                rest /= factor;
            }
        }

        return true;
    }

    // x to a power, modulo the polynomial.
    private static uint Power(uint exponent, uint polynomial, int degree)
    {
        uint result = 1;
        uint square = degree == 1 ? 1u : 2u;
        for (; exponent != 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1)
            {
                result = MultiplyModulo(result, square, polynomial, degree);
            }

            square = MultiplyModulo(square, square, polynomial, degree);
        }

        return result;
    }

    private static uint MultiplyModulo(uint a, uint b, uint polynomial, int degree)
    {
        uint result = 0;
        for (; b != 0; b >>= 1)
        {
            if ((b & 1) == 1)
            {
                result ^= a;
            }

            a <<= 1;
            if ((a >> degree) == 1)
            {
                a ^= polynomial;
            }
        }

        return result;
    }
}
