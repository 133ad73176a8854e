using System.Numerics;

namespace Aquatope.Inference;

/// <summary>A seeded generator of pseudo-random numbers that can be split into named streams.</summary>
/// <remarks>
/// xoshiro256** of Blackman and Vigna (2021), seeded by SplitMix64. A stream depends on the seed and its name alone,
/// not on what was drawn before, so a new draw in one place does not shift another.
/// </remarks>
/// <threadsafety>Not thread-safe: give each thread a stream of its own.</threadsafety>
public sealed class SeededRandom
{
    private readonly ulong _seed;
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Initializes a new instance of the <see cref="SeededRandom"/> class.</summary>
    /// <param name="seed">Any number: equal seeds give equal draws.</param>
    public SeededRandom(ulong seed)
    {
        _seed = seed;
        ulong state = seed;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>Creates the generator of a named stream.</summary>
    /// <param name="name">The stream's name.</param>
    /// <returns>A generator whose draws are independent of this one's.</returns>
    public SeededRandom Stream(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        // FNV-1a over the UTF-16 units, then one round of SplitMix so that near names give far seeds.
        ulong hash = 14695981039346656037;
        foreach (char c in name)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        ulong state = hash ^ BitOperations.RotateLeft(_seed, 32) ^ 0x9E3779B97F4A7C15;
        return new SeededRandom(SplitMix(ref state) ^ _seed);
    }

    /// <summary>Draws 64 random bits.</summary>
    /// <returns>Any value, each equally likely.</returns>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Draws a number from the unit interval.</summary>
    /// <returns>A multiple of 2⁻⁵³ in [0, 1).</returns>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Draws an integer below a bound.</summary>
    /// <param name="exclusiveUpperBound">The bound; positive.</param>
    /// <returns>An integer in [0, bound), each equally likely.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveUpperBound"/> is not positive.</exception>
    /// <remarks>Lemire (2019), with rejection, hence without bias.</remarks>
    public int NextInt(int exclusiveUpperBound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveUpperBound);
        ulong bound = (ulong)exclusiveUpperBound;
        ulong threshold = (0 - bound) % bound;
        while (true)
        {
            UInt128 product = (UInt128)NextUInt64() * bound;
            if ((ulong)product >= threshold)
            {
                return (int)(ulong)(product >> 64);
            }
        }
    }

    /// <summary>Draws from the standard normal distribution, by inversion: one draw costs one number.</summary>
    /// <returns>A finite number.</returns>
    public double NextNormal() => NormalDistribution.Quantile(((NextUInt64() >> 12) + 0.5) * (1.0 / (1UL << 52)));

    /// <summary>Shuffles a list in place.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="items">The items.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
