using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>First trials: the baseline, the most generous configuration, then those farthest from all tried so far.</summary>
internal static class SpaceFillingDesign
{
    private const int Candidates = 256;

    /// <summary>Proposes configurations that spread over the catalogue.</summary>
    /// <param name="problem">What is tuned.</param>
    /// <param name="known">The configurations tried or proposed already.</param>
    /// <param name="count">How many to propose at most.</param>
    /// <param name="random">Where the scramble comes from.</param>
    /// <returns>Distinct new configurations; fewer than asked for where the catalogue is small.</returns>
    public static IReadOnlyList<WorkflowConfiguration> Propose(
        TuningProblem problem, IEnumerable<WorkflowConfiguration> known, int count, SeededRandom random)
    {
        KnobSpace[] spaces = [.. problem.Stages.Values.Select(knobs => new KnobSpace(knobs))];
        var taken = known.ToHashSet();
        List<double[]> occupied = [.. taken.Select(configuration => Encode(problem, spaces, configuration))];
        List<WorkflowConfiguration> pool = Pool(problem, spaces, random);
        var proposals = new List<WorkflowConfiguration>();
        foreach (WorkflowConfiguration fixedChoice in new[] { problem.Baseline, MostGenerous(problem) })
        {
            if (proposals.Count < count && taken.Add(fixedChoice))
            {
                proposals.Add(fixedChoice);
                occupied.Add(Encode(problem, spaces, fixedChoice));
            }
        }

        while (proposals.Count < count)
        {
            WorkflowConfiguration? farthest = pool.Where(candidate => !taken.Contains(candidate))
                .MaxBy(candidate => Distance(Encode(problem, spaces, candidate), occupied));
            if (farthest is null)
            {
                break;
            }

            taken.Add(farthest);
            proposals.Add(farthest);
            occupied.Add(Encode(problem, spaces, farthest));
        }

        return proposals;
    }

    /// <summary>Returns the configuration with the most processor share and memory, and the least concurrency.</summary>
    public static WorkflowConfiguration MostGenerous(TuningProblem problem) => WorkflowConfiguration.Of(problem.Stages.Select(stage =>
        KeyValuePair.Create(stage.Key, new ResourceConfiguration(stage.Value.Cpu[^1], stage.Value.MemoryMiB[^1], stage.Value.Concurrency[0]))));

    private static List<WorkflowConfiguration> Pool(TuningProblem problem, KnobSpace[] spaces, SeededRandom random)
    {
        int dimensions = spaces.Sum(space => space.Dimensions);
        Matrix points = SobolSequence.Scrambled(dimensions, random).Take(Candidates);
        var pool = new List<WorkflowConfiguration>(Candidates);
        for (int i = 0; i < Candidates; i++)
        {
            int offset = 0;
            var stages = new Dictionary<string, ResourceConfiguration>(StringComparer.Ordinal);
            foreach ((string name, KnobSpace space) in problem.Stages.Keys.Zip(spaces))
            {
                stages.Add(name, space.Decode(points.Row(i), offset));
                offset += space.Dimensions;
            }

            pool.Add(WorkflowConfiguration.Of(stages));
        }

        return pool;
    }

    private static double[] Encode(TuningProblem problem, KnobSpace[] spaces, WorkflowConfiguration configuration)
    {
        var point = new double[spaces.Sum(space => space.Dimensions)];
        int offset = 0;
        foreach ((string name, KnobSpace space) in problem.Stages.Keys.Zip(spaces))
        {
            space.Encode(configuration.Stages[name], point.AsSpan(offset, space.Dimensions));
            offset += space.Dimensions;
        }

        return point;
    }

    private static double Distance(double[] point, List<double[]> others) =>
        others.Count == 0 ? 0 : others.Min(other => point.Zip(other, (a, b) => (a - b) * (a - b)).Sum());
}
