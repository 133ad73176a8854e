namespace Aquatope.Examples;

/// <summary>A small seeded generator whose sequence does not depend on the runtime's version.</summary>
/// <remarks>SplitMix64 (Steele, Lea and Flood, 2014). Not thread-safe.</remarks>
internal sealed class SeededGenerator(ulong seed)
{
    private ulong _state = seed;

    public ulong NextUInt64()
    {
        _state += 0x9E3779B97F4A7C15UL;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1), with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Uniform in [0, exclusiveBound).</summary>
    public int Next(int exclusiveBound) => (int)(((NextUInt64() >> 32) * (ulong)exclusiveBound) >> 32);

    /// <summary>Standard normal, by Box and Muller (1958); the second value of each pair is not used.</summary>
    public double NextNormal() =>
        Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());
}
