using Aquatope.Inference;

namespace Aquatope.Simulation;

/// <summary>A Poisson process whose rate follows a profile, by inversion of the expected number of calls.</summary>
/// <remarks>Çinlar (1975), section 4.7: a unit-rate process on the axis of expected calls, carried back to that of time.</remarks>
public sealed class PoissonArrivals : IArrivals
{
    private readonly RateProfile _profile;
    private readonly SeededRandom _random;
    private readonly bool _repeats;
    private int _part;
    private long _partStart;
    private double _expected;

    /// <summary>Initializes a new instance of the <see cref="PoissonArrivals"/> class.</summary>
    /// <param name="profile">The rate.</param>
    /// <param name="random">Where chance comes from: a stream of its own.</param>
    /// <param name="repeats">Whether the profile begins anew where it ends. Default: calls end there.</param>
    /// <exception cref="ArgumentException">A profile without any calls cannot be repeated.</exception>
    public PoissonArrivals(RateProfile profile, SeededRandom random, bool repeats = false)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(random);
        if (repeats && !(profile.Expected > 0))
        {
            throw new ArgumentException("A profile without any calls cannot be repeated.", nameof(profile));
        }

        _profile = profile;
        _repeats = repeats;
        _random = random;
    }

    /// <inheritdoc/>
    public bool TryNext(out long ticks)
    {
        _expected -= Math.Log(1 - _random.NextDouble());
        for (; _part < _profile.Parts.Count; _part = _repeats ? (_part + 1) % _profile.Parts.Count : _part + 1)
        {
            RateProfile.Part part = _profile.Parts[_part];
            if (_expected < part.Calls)
            {
                ticks = _partStart + Math.Min(part.Ticks - 1, (long)(part.PositionOf(_expected) * part.Ticks));
                return true;
            }

            _expected -= part.Calls;
            _partStart += part.Ticks;
        }

        ticks = long.MaxValue;
        return false;
    }
}
