using System.Globalization;

namespace Aquatope.Tuning;

/// <summary>Decides, execution after execution, what to run next and when a search is over.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class SearchPolicy
{
    private readonly ITuner _tuner;

    /// <summary>Initializes a new instance of the <see cref="SearchPolicy"/> class.</summary>
    /// <param name="tuner">Who proposes.</param>
    public SearchPolicy(ITuner tuner)
    {
        ArgumentNullException.ThrowIfNull(tuner);
        _tuner = tuner;
    }

    /// <summary>Gets how many executions there may be; positive. Default: 60.</summary>
    public int Budget { get; init; } = 60;

    /// <summary>Gets how many executions may run at the same time; positive. Default: 4.</summary>
    public int Batch { get; init; } = 4;

    /// <summary>
    /// Gets how often what is recommended must have been run before the search ends. As many executions of the budget, but no
    /// more than a fifth of it, are kept for that. Default: 3.
    /// </summary>
    public int Confirmations { get; init; } = 3;

    /// <summary>Gets the seed of every random draw. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Says what to run next.</summary>
    /// <param name="problem">What is tuned.</param>
    /// <param name="trials">What was run, one trial for each configuration and epoch.</param>
    /// <param name="executions">How many executions there were, those lost included.</param>
    /// <returns>The configurations to run, each once, or why the search is over.</returns>
    public SearchStep Next(TuningProblem problem, IReadOnlyList<Trial> trials, int executions)
    {
        int count = Math.Min(Batch, Budget - executions);
        if (count <= 0)
        {
            return new SearchStep([], string.Create(CultureInfo.InvariantCulture, $"the budget of {Budget} executions is spent"));
        }

        int kept = Math.Min(Confirmations, Budget / 5);
        if (Budget - executions <= kept && trials.Count > 0 && Confirm(problem, trials, count) is { } last)
        {
            return last;
        }

        IReadOnlyList<Configuration> proposed =
            _tuner.Propose(problem, trials, Math.Min(count, Math.Max(1, Budget - kept - executions)), Seed + (ulong)executions);
        return proposed.Count > 0
            ? new SearchStep(proposed, null)
            : Confirm(problem, trials, count) ?? new SearchStep([], "nothing is left that is worth an execution");
    }

    private SearchStep? Confirm(TuningProblem problem, IReadOnlyList<Trial> trials, int count)
    {
        Configuration best = Best(problem, trials).Configuration;
        int missing = Confirmations - trials.Where(trial => trial.Epoch == problem.Epoch && trial.Configuration.Equals(best)).Sum(trial => trial.Executions.Length);
        return missing > 0 ? new SearchStep([.. Enumerable.Repeat(best, Math.Min(missing, count))], null) : null;
    }

    /// <summary>Returns what the search recommends.</summary>
    /// <param name="problem">What is tuned.</param>
    /// <param name="trials">What was run, one trial for each configuration.</param>
    /// <returns>The configuration, and how sure it is.</returns>
    public Recommendation Best(TuningProblem problem, IReadOnlyList<Trial> trials) => _tuner.Recommend(problem, trials, 1, Seed)[0];
}

/// <summary>The next step of a search.</summary>
/// <param name="Configurations">What to run; the same one several times means so many executions of it.</param>
/// <param name="Stopped">Why the search is over, or null while it is not.</param>
public sealed record SearchStep(IReadOnlyList<Configuration> Configurations, string? Stopped);
