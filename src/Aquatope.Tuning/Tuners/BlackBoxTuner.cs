using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The form of the paper: one Gaussian process on cost and one on latency, over all knobs at once.</summary>
/// <remarks>
/// Log cost and the log of latency over bound are modelled over the unit cube of all log knobs; candidates maximise the
/// constrained noisy expected improvement, a batch one by one. A failed execution counts as a latency twice the greatest
/// seen. Streams: "design", "objective", "constraint 0", "candidates", "samples".
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class BlackBoxTuner : ITuner
{
    private const int Candidates = 384;

    /// <inheritdoc/>
    public IReadOnlyList<WorkflowConfiguration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        var random = new SeededRandom(seed);
        var space = new WorkflowSpace(problem);
        int missing = Math.Min(count, (2 * (space.Dimensions / 2)) + 2 - trials.Count);
        List<WorkflowConfiguration> proposals = missing <= 0
            ? []
            : [.. SpaceFillingDesign.Propose(problem, trials.Select(trial => trial.Configuration), missing, random.Stream("design"))];
        if (proposals.Count == count || trials.All(trial => trial.Executions.IsEmpty))
        {
            return proposals;
        }

        var model = new BlackBoxModel(space, trials, random);
        ConstrainedNoisyExpectedImprovement acquisition = model.Acquisition(count, random.Stream("samples"));
        HashSet<WorkflowConfiguration> taken = [.. trials.Select(trial => trial.Configuration), .. proposals];
        foreach (WorkflowConfiguration proposal in proposals)
        {
            acquisition.AddPending(space.Encode(proposal));
        }

        while (proposals.Count < count)
        {
            WorkflowConfiguration? best = Best(space, acquisition, taken, random.Stream($"candidates {proposals.Count}"));
            if (best is null)
            {
                break;
            }

            taken.Add(best);
            proposals.Add(best);
            acquisition.AddPending(space.Encode(best));
        }

        return proposals;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        if (trials.All(trial => trial.Executions.IsEmpty))
        {
            return [new Recommendation(problem.Baseline, 0, 0, 0)];
        }

        var model = new BlackBoxModel(new WorkflowSpace(problem), trials, new SeededRandom(seed));
        Recommendation[] ranked = [.. trials.Select(trial => trial.Configuration).Distinct().Select(model.Describe)];
        return [.. ranked.OrderByDescending(item => item.FeasibleProbability >= 0.95)
            .ThenBy(item => item.FeasibleProbability >= 0.95 ? item.Cost : 1 - item.FeasibleProbability)
            .Take(count)];
    }

    private static WorkflowConfiguration? Best(
        WorkflowSpace space,
        ConstrainedNoisyExpectedImprovement acquisition,
        HashSet<WorkflowConfiguration> taken,
        SeededRandom random)
    {
        double Score(WorkflowConfiguration configuration) => acquisition.LogValue(space.Encode(configuration), []);

        var scores = new Dictionary<WorkflowConfiguration, double>();
        foreach (WorkflowConfiguration candidate in space.Spread(Candidates, random))
        {
            if (!taken.Contains(candidate))
            {
                scores.TryAdd(candidate, Score(candidate));
            }
        }

        if (scores.Count == 0)
        {
            return null;
        }

        KeyValuePair<WorkflowConfiguration, double> best = scores.MaxBy(pair => pair.Value);
        for (bool improved = true; improved;)
        {
            improved = false;
            foreach (WorkflowConfiguration neighbour in space.Neighbours(best.Key).Where(neighbour => !taken.Contains(neighbour)).ToList())
            {
                if (scores.ContainsKey(neighbour))
                {
                    continue;
                }

                double score = scores[neighbour] = Score(neighbour);
                if (score > best.Value)
                {
                    best = KeyValuePair.Create(neighbour, score);
                    improved = true;
                }
            }
        }

        return best.Key;
    }
}
