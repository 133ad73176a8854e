using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>A distribution of times that resources do not change.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public abstract class TimeDistribution : IExecutionTime
{
    /// <summary>Gets the mean, in milliseconds.</summary>
    public abstract double MeanMs { get; }

    /// <summary>Returns a time that is always the same.</summary>
    /// <param name="milliseconds">The time; finite and not negative.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of range.</exception>
    public static TimeDistribution Constant(double milliseconds) => new ConstantTime(Time(milliseconds, nameof(milliseconds)));

    /// <summary>Returns an exponential distribution.</summary>
    /// <param name="meanMs">Its mean, in milliseconds; finite and not negative.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The mean is out of range.</exception>
    public static TimeDistribution Exponential(double meanMs) => new ExponentialTime(Time(meanMs, nameof(meanMs)));

    /// <summary>Returns a log-normal distribution.</summary>
    /// <param name="meanMs">Its mean, in milliseconds; finite and not negative.</param>
    /// <param name="variation">Its coefficient of variation: standard deviation over mean; finite and not negative.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static TimeDistribution LogNormal(double meanMs, double variation) =>
        new LogNormalTime(Time(meanMs, nameof(meanMs)), Time(variation, nameof(variation)));

    /// <summary>Returns the distribution that goes through recorded percentiles, in straight lines between them.</summary>
    /// <param name="percentiles">The percentiles, ascending from 0 to 100.</param>
    /// <param name="milliseconds">The time at each; ascending, finite and not negative.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentException">The lists do not describe a distribution.</exception>
    public static TimeDistribution OfPercentiles(IReadOnlyList<double> percentiles, IReadOnlyList<double> milliseconds) =>
        new PercentileTime(percentiles, milliseconds);

    /// <summary>Draws one time.</summary>
    /// <param name="chance">Where chance comes from; draws go on from where it stands.</param>
    /// <returns>Milliseconds.</returns>
    public abstract double DrawMs(ref CallChance chance);

    /// <inheritdoc/>
    double IExecutionTime.DrawMs(ResourceConfiguration configuration, ref CallChance chance) => DrawMs(ref chance);

    private static double Time(double value, string name) => value is >= 0 and < double.PositiveInfinity
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "It must be finite and not negative.");

    private sealed class ConstantTime(double milliseconds) : TimeDistribution
    {
        public override double MeanMs => milliseconds;

        public override double DrawMs(ref CallChance chance) => milliseconds;
    }

    private sealed class ExponentialTime(double meanMs) : TimeDistribution
    {
        public override double MeanMs => meanMs;

        public override double DrawMs(ref CallChance chance) => -meanMs * Math.Log(chance.NextDouble());
    }

    private sealed class LogNormalTime : TimeDistribution
    {
        private readonly double _location;
        private readonly double _scale;

        public LogNormalTime(double meanMs, double variation)
        {
            MeanMs = meanMs;
            double variance = Math.Log(1 + (variation * variation));
            _scale = Math.Sqrt(variance);
            _location = Math.Log(meanMs) - (variance / 2);
        }

        public override double MeanMs { get; }

        public override double DrawMs(ref CallChance chance) => Math.Exp(_location + (_scale * chance.NextNormal()));
    }
}
