using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The points of one scrambled Sobol' sequence, one after the other, and what was observed of them.</summary>
/// <remarks>
/// The sequence is that of the tuner's own seed and the problem's dimension, whatever the seed of a call, so that calls
/// continue it: each takes the first of its configurations not tried yet. Stream: "sobol".
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class SobolTuner : ITuner
{
    // Where the space is small, many points of the sequence are the same configuration.
    private const int PointsPerProposal = 64;

    private readonly ulong _seed;

    /// <summary>Initializes a new instance of the <see cref="SobolTuner"/> class.</summary>
    /// <param name="seed">The seed of the scramble.</param>
    public SobolTuner(ulong seed) => _seed = seed;

    /// <inheritdoc/>
    public IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        HashSet<Configuration> taken = [.. trials.Select(trial => trial.Configuration)];
        SobolSequence sequence = SobolSequence.Scrambled(problem.Space.Dimensions, new SeededRandom(_seed).Stream("sobol"));
        return [.. Points(sequence, problem.Space).Take(trials.Count + (count * PointsPerProposal)).Where(taken.Add).Take(count)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        return ObservedRanking.Of(problem, trials, count);
    }

    private static IEnumerable<Configuration> Points(SobolSequence sequence, SearchSpace space)
    {
        var point = new double[space.Dimensions];
        while (true)
        {
            sequence.Next(point);
            yield return space.Decode(point);
        }
    }
}
