using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>What an <see cref="IdleTimeExperience"/> has learned: a thousand numbers, however much that is.</summary>
public sealed record IdleTimeExperienceState
{
    private readonly ImmutableArray<double> _all;
    private readonly ImmutableArray<ImmutableArray<double>> _afterClass;

    /// <summary>Gets how many idle times ended in each of the 60 bins of the scale, old ones counting less.</summary>
    /// <exception cref="ArgumentException">There is not one count for each bin, or one is negative or not finite.</exception>
    public required ImmutableArray<double> All
    {
        get => _all;
        init => _all = IdleTimeCounts.Checked(value, nameof(All));
    }

    /// <summary>
    /// Gets the same of the idle times that followed one of each class: four bins of the scale are one class, the shortest first;
    /// last come idle times that followed none.
    /// </summary>
    /// <exception cref="ArgumentException">There is not one list for each class, or one is not as <see cref="All"/> must be.</exception>
    public required ImmutableArray<ImmutableArray<double>> AfterClass
    {
        get => _afterClass;
        init
        {
            if (value.IsDefault || value.Length != IdleTimeExperience.Classes)
            {
                throw new ArgumentException(
                    $"Idle times have {IdleTimeExperience.Classes} classes; there are {(value.IsDefault ? 0 : value.Length)}.", nameof(AfterClass));
            }

            _afterClass = [.. value.Select(ended => IdleTimeCounts.Checked(ended, nameof(AfterClass)))];
        }
    }
}
