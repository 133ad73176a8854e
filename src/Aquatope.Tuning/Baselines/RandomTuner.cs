using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The least a tuner can do: configurations drawn uniformly from the space, and what was observed of them.</summary>
/// <remarks>Stream: "random".</remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class RandomTuner : ITuner
{
    private const int Attempts = 64;

    /// <inheritdoc/>
    public IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        SeededRandom random = new SeededRandom(seed).Stream("random");
        HashSet<Configuration> taken = [.. trials.Select(trial => trial.Configuration)];
        var proposals = new List<Configuration>();
        for (int attempt = 0; attempt < count * Attempts && proposals.Count < count; attempt++)
        {
            Configuration configuration = problem.Space.Draw(random);
            if (taken.Add(configuration))
            {
                proposals.Add(configuration);
            }
        }

        return proposals;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        return ObservedRanking.Of(problem, trials, count);
    }
}
