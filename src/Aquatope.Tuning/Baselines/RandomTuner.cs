using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The least a tuner can do: configurations drawn uniformly from the space, and what was observed of them.</summary>
/// <remarks>Stream: "random".</remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class RandomTuner : ITuner
{
    /// <inheritdoc/>
    public IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        SeededRandom random = new SeededRandom(seed).Stream("random");
        return [.. problem.Space.Draw(count, [.. trials.Select(trial => trial.Configuration)], random)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        return ObservedRanking.Of(problem, trials, count);
    }
}
