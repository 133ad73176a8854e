using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The least a tuner can do: configurations drawn uniformly from the catalogue, and what was observed of them.</summary>
/// <remarks>Stream: "random".</remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class RandomTuner : ITuner
{
    private const int Attempts = 64;

    /// <inheritdoc/>
    public IReadOnlyList<WorkflowConfiguration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        SeededRandom random = new SeededRandom(seed).Stream("random");
        HashSet<WorkflowConfiguration> taken = [.. trials.Select(trial => trial.Configuration)];
        var proposals = new List<WorkflowConfiguration>();
        for (int attempt = 0; attempt < count * Attempts && proposals.Count < count; attempt++)
        {
            WorkflowConfiguration configuration = Draw(problem, random);
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

    /// <summary>Draws one configuration, every one equally likely.</summary>
    internal static WorkflowConfiguration Draw(TuningProblem problem, SeededRandom random) => WorkflowConfiguration.Of(
        problem.Stages.Select(stage => KeyValuePair.Create(stage.Key, new ResourceConfiguration(
            stage.Value.Cpu[random.NextInt(stage.Value.Cpu.Length)],
            stage.Value.MemoryMiB[random.NextInt(stage.Value.MemoryMiB.Length)],
            stage.Value.Concurrency[random.NextInt(stage.Value.Concurrency.Length)]))));
}
