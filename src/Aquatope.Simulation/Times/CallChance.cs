using Aquatope.Inference;

namespace Aquatope.Simulation;

/// <summary>The chance of one call, or of one worker's start: a short sequence of numbers that hangs on its seed alone.</summary>
/// <remarks>
/// The seed is drawn when a call arrives, and numbers from it when it starts. So a call meets the same chance under every
/// policy and configuration, in whatever order calls are served, and comparisons are paired. The numbers are those of SplitMix64
/// (Steele, Lea and Flood 2014); the project's <see cref="SeededRandom"/> gives the seeds, but would be an object for each call.
/// </remarks>
/// <param name="seed">The seed.</param>
public struct CallChance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Draws 64 random bits.</summary>
    /// <returns>Any value, each equally likely.</returns>
    public ulong NextUInt64()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Draws a number from the unit interval.</summary>
    /// <returns>A number strictly between 0 and 1.</returns>
    public double NextDouble() => ((NextUInt64() >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>Draws from the standard normal distribution, by inversion.</summary>
    /// <returns>A finite number.</returns>
    public double NextNormal() => NormalDistribution.Quantile(NextDouble());
}
