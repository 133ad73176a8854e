using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>What an <see cref="IdleSlots"/> has learned of its pool; not the calls in hand, nor which workers are idle now.</summary>
public sealed record IdleSlotsState
{
    private readonly double _forecastBalance;
    private readonly ImmutableArray<IdleSlotState> _slots;

    /// <summary>Gets what the forecast's workers have lately saved beyond their price, in the price list's currency; negative: they cost more than they saved.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public required double ForecastBalance
    {
        get => _forecastBalance;
        init => _forecastBalance = double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(ForecastBalance), value, "A balance must be finite.");
    }

    /// <summary>Gets what is known of each slot, the one that the first worker is in first.</summary>
    /// <exception cref="ArgumentException">There is none, not even an empty list.</exception>
    public required ImmutableArray<IdleSlotState> Slots
    {
        get => _slots;
        init => _slots = value.IsDefault || value.Any(slot => slot is null)
            ? throw new ArgumentException("Slots must be a list without gaps.", nameof(Slots))
            : value;
    }
}
