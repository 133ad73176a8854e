using System.Globalization;

namespace Aquatope.Workflows;

/// <summary>What a cycle's search may spend: trials, and what they cost. Pure.</summary>
internal static class SearchBudget
{
    /// <summary>Returns how many more trials there may be.</summary>
    /// <param name="options">The budget.</param>
    /// <param name="spent">The trials of the cycle so far.</param>
    /// <returns>Zero or less when the budget is spent. A trial is expected to cost what they did so far, in the mean.</returns>
    public static int Trials(OptimizerOptions options, IReadOnlyCollection<TrialRecord> spent)
    {
        int left = options.MaximumTrials - spent.Count;
        double cost = spent.Sum(trial => trial.Cost);
        return options.MaximumCost is { } most && cost > 0
            ? (int)Math.Min(left, (most - cost) / (cost / spent.Count))
            : left;
    }

    /// <summary>Says which part of the budget is spent.</summary>
    /// <param name="options">The budget.</param>
    /// <param name="spent">The trials of the cycle so far.</param>
    public static string Spent(OptimizerOptions options, IReadOnlyCollection<TrialRecord> spent) => spent.Count >= options.MaximumTrials
        ? string.Create(CultureInfo.InvariantCulture, $"the budget of {options.MaximumTrials} trials is spent")
        : string.Create(CultureInfo.InvariantCulture, $"the budget of {options.MaximumCost:G3} is spent: another trial would exceed it");
}
