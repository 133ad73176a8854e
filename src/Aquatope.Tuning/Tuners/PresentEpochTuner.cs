namespace Aquatope.Tuning;

/// <summary>Lets a tuner that knows of no epochs see the present one only, so that it begins anew after a change.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class PresentEpochTuner(ITuner tuner) : ITuner
{
    /// <inheritdoc/>
    public IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        return tuner.Propose(problem, Present(problem, trials), count, seed);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        Trial[] present = Present(problem, trials);
        return present.Length == 0 ? [new Recommendation(problem.Fallback, 0, 0, 0)] : tuner.Recommend(problem, present, count, seed);
    }

    private static Trial[] Present(TuningProblem problem, IReadOnlyList<Trial> trials) => [.. trials.Where(trial => trial.Epoch == problem.Epoch)];
}
