using Aquatope.Tuning;

namespace Aquatope.Benchmarks;

/// <summary>Measures how long a tuner takes to propose.</summary>
internal sealed class TimedTuner(ITuner tuner, TimeProvider time) : ITuner
{
    /// <summary>Gets the milliseconds of each call.</summary>
    public List<double> Milliseconds { get; } = [];

    public IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        long started = time.GetTimestamp();
        IReadOnlyList<Configuration> proposals = tuner.Propose(problem, trials, count, seed);
        Milliseconds.Add(time.GetElapsedTime(started).TotalMilliseconds);
        return proposals;
    }

    public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed) =>
        tuner.Recommend(problem, trials, count, seed);
}
