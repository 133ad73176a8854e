using System.Globalization;

namespace Aquatope.Tuning;

/// <summary>What a cycle's search may spend: trials, and what they cost.</summary>
public static class SearchBudget
{
    /// <summary>Returns how many more trials there may be.</summary>
    /// <param name="options">The budget.</param>
    /// <param name="trials">How many trials the cycle has run so far.</param>
    /// <param name="cost">What they cost.</param>
    /// <returns>Zero or less when the budget is spent. A trial is expected to cost what they did so far, in the mean.</returns>
    public static int Trials(TuningCycleOptions options, int trials, double cost)
    {
        ArgumentNullException.ThrowIfNull(options);
        int left = options.MaximumTrials - trials;
        return options.MaximumCost is { } most && cost > 0
            ? (int)Math.Min(left, (most - cost) / (cost / trials))
            : left;
    }

    /// <summary>Says which part of the budget is spent.</summary>
    /// <param name="options">The budget.</param>
    /// <param name="trials">How many trials the cycle has run.</param>
    /// <returns>A sentence without a full stop.</returns>
    public static string Spent(TuningCycleOptions options, int trials)
    {
        ArgumentNullException.ThrowIfNull(options);
        return trials >= options.MaximumTrials
            ? string.Create(CultureInfo.InvariantCulture, $"the budget of {options.MaximumTrials} trials is spent")
            : string.Create(CultureInfo.InvariantCulture, $"the budget of {options.MaximumCost:G3} is spent: another trial would exceed it");
    }
}
