namespace Aquatope.Tuning;

/// <summary>
/// Decides which configurations to try and which to keep. A tuner has no state of its own: everything it knows is in
/// the trials it is given, so that an optimizer can stop at any point and go on in another process.
/// </summary>
/// <threadsafety>Implementations are safe for concurrent use.</threadsafety>
public interface ITuner
{
    /// <summary>Proposes the configurations to try next.</summary>
    /// <param name="problem">What is tuned.</param>
    /// <param name="trials">Every trial so far, oldest first; may be empty.</param>
    /// <param name="count">How many configurations to propose at most; positive.</param>
    /// <param name="seed">The seed of every random draw of this call: equal arguments give equal proposals.</param>
    /// <returns>Between zero and <paramref name="count"/> distinct configurations, one tried before meaning once more; none when nothing is worth trying.</returns>
    /// <exception cref="ArgumentException">The trials do not fit the problem.</exception>
    IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed);

    /// <summary>Returns the configurations worth validating, best first: the cheapest of those expected to meet the objective.</summary>
    /// <param name="problem">What is tuned.</param>
    /// <param name="trials">Every trial so far, oldest first; at least one.</param>
    /// <param name="count">How many to return at most; positive.</param>
    /// <param name="seed">The seed of every random draw of this call.</param>
    /// <returns>At least one recommendation; the baseline, or the most generous configuration, where nothing else can be trusted.</returns>
    IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed);
}
