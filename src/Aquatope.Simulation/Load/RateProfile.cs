namespace Aquatope.Simulation;

/// <summary>How the mean rate of calls changes over time: a sequence of parts in which it changes linearly.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class RateProfile
{
    private readonly List<Part> _parts = [];

    private RateProfile(IEnumerable<Part> parts) => _parts.AddRange(parts);

    /// <summary>Gets a profile of no time, to append parts to.</summary>
    public static RateProfile Empty { get; } = new([]);

    /// <summary>Gets the parts, in order.</summary>
    internal IReadOnlyList<Part> Parts => _parts;

    /// <summary>Gets the length of all parts.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks(_parts.Sum(part => part.Ticks));

    /// <summary>Gets the expected number of calls in all parts.</summary>
    public double Expected => _parts.Sum(part => part.Calls);

    /// <summary>Appends a part of constant rate: a step.</summary>
    /// <param name="duration">Its length; positive.</param>
    /// <param name="perSecond">Calls per second; finite and not negative.</param>
    /// <returns>The longer profile.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public RateProfile Then(TimeSpan duration, double perSecond) => Ramp(duration, perSecond, perSecond);

    /// <summary>Appends a part in which the rate changes linearly.</summary>
    /// <param name="duration">Its length; positive.</param>
    /// <param name="fromPerSecond">Calls per second at its beginning; finite and not negative.</param>
    /// <param name="toPerSecond">Calls per second at its end; finite and not negative.</param>
    /// <returns>The longer profile.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public RateProfile Ramp(TimeSpan duration, double fromPerSecond, double toPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        Check(fromPerSecond, nameof(fromPerSecond));
        Check(toPerSecond, nameof(toPerSecond));
        return new RateProfile([.. _parts, new Part(duration.Ticks, fromPerSecond, toPerSecond)]);
    }

    /// <summary>Appends a flash crowd: a steep rise, a plateau, and a slow fall back to where it came from.</summary>
    /// <param name="basePerSecond">Calls per second before and after.</param>
    /// <param name="peakPerSecond">Calls per second on the plateau.</param>
    /// <param name="rise">Length of the rise; positive.</param>
    /// <param name="hold">Length of the plateau; positive.</param>
    /// <param name="fall">Length of the fall; positive.</param>
    /// <returns>The longer profile.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public RateProfile FlashCrowd(double basePerSecond, double peakPerSecond, TimeSpan rise, TimeSpan hold, TimeSpan fall) =>
        Ramp(rise, basePerSecond, peakPerSecond).Then(hold, peakPerSecond).Ramp(fall, peakPerSecond, basePerSecond);

    private static void Check(double rate, string name)
    {
        if (rate is not (>= 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(name, rate, "A rate must be finite and not negative.");
        }
    }

    /// <summary>One part.</summary>
    /// <param name="Ticks">Its length.</param>
    /// <param name="From">Calls per second at its beginning.</param>
    /// <param name="To">Calls per second at its end.</param>
    internal readonly record struct Part(long Ticks, double From, double To)
    {
        /// <summary>Gets the expected number of calls.</summary>
        public double Calls => Seconds * (From + To) / 2;

        private double Seconds => (double)Ticks / TimeSpan.TicksPerSecond;

        /// <summary>Returns when, from 0 to 1, a number of calls is expected to have come.</summary>
        /// <param name="calls">The number; from 0 to <see cref="Calls"/>.</param>
        /// <returns>The position in the part.</returns>
        public double PositionOf(double calls)
        {
            // Solves From x + (To - From) x² / 2 = calls / Seconds, in the form that does not cancel.
            double density = calls / Seconds;
            return 2 * density / (From + Math.Sqrt(Math.Max(0, (From * From) + (2 * (To - From) * density))));
        }
    }
}
