using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>In the manner of Orion: distributions of the stages' times, combined along the graph, and resources added where they bring most.</summary>
/// <remarks>
/// Mahgoub et al. (OSDI 2022): profiles of the stages, percentiles interpolated between profiled sizes, sums for stages in
/// a row and maxima for parallel ones, and a best-first search from the least configuration that adds where the percentile falls most for the cost
/// added, until the bound holds. Different: profiles are trials of the whole workflow, spread over the space, so that any
/// knobs may be interpolated; after these the result of the search is tried, with the steps before and after it, and
/// profiles grow; stages in a row are taken as independent; neither bundling nor pre-warming, which the paper is also
/// about. Where trials report no stages, the workflow counts as one. Streams: "design", "draws".
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class OrionTuner : ITuner
{
    private const int Profiles = 16;

    /// <inheritdoc/>
    public IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        var random = new SeededRandom(seed);
        HashSet<Configuration> taken = [.. trials.Select(trial => trial.Configuration)];
        List<Configuration> proposals = Design(Math.Min(count, Profiles - trials.Count));
        if (proposals.Count == count || trials.Count == 0)
        {
            return proposals;
        }

        (TuningProblem seen, OrionModel model) = Learn(problem, trials, random);
        if (!model.CanPredict)
        {
            return [.. proposals, .. Design(count - proposals.Count)];
        }

        int beyond = trials.Count + count;
        (IReadOnlyList<OrionStep> steps, int first) = new OrionSearch(seen, model).Walk(beyond);
        int target = first < 0 ? steps.Count - 1 : first;
        IEnumerable<Configuration> nearest = Enumerable.Range(0, steps.Count).OrderBy(i => Math.Abs(i - target)).ThenByDescending(i => i)
            .Select(i => steps[i].Configuration);
        proposals.AddRange(nearest.Where(taken.Add).Take(count - proposals.Count));
        return proposals;

        List<Configuration> Design(int missing)
        {
            List<Configuration> designed = SpaceFillingDesign.Propose(problem, taken, missing, random.Stream("design"));
            taken.UnionWith(designed);
            return designed;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        (TuningProblem seen, OrionModel model) = Learn(problem, trials, new SeededRandom(seed));
        if (!model.CanPredict)
        {
            return [new Recommendation(problem.Fallback, 0, 0, 0)];
        }

        (IReadOnlyList<OrionStep> steps, int first) = new OrionSearch(seen, model).Walk(count - 1);
        return first < 0
            ? [.. steps.Reverse().Take(count).Select(step => new Recommendation(step.Configuration, step.Cost, step.LatencyMs, 0))]
            : [.. steps.Skip(first).Take(count).OrderBy(step => step.Cost).Select(step => new Recommendation(step.Configuration, step.Cost, step.LatencyMs, 1))];
    }

    private static (TuningProblem Problem, OrionModel Model) Learn(TuningProblem problem, IReadOnlyList<Trial> trials, SeededRandom random)
    {
        bool reportsStages = TrialEvidence.HasStages(problem, trials);
        TuningProblem seen = reportsStages ? problem : WorkflowAsStage.Of(problem);
        return (seen, new OrionModel(seen, reportsStages ? trials : WorkflowAsStage.Of(trials), random.Stream("draws")));
    }
}
