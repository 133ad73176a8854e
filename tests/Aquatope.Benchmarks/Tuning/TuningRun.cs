using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks;

/// <summary>Runs a tuner on a simulated workflow, batches of four, one execution per trial.</summary>
internal static class TuningRun
{
    private const int Batch = 4;

    /// <summary>Returns the trials: as many as the budget, or until the tuner proposes nothing.</summary>
    public static List<Trial> Tune(
        ITuner tuner,
        SimulatedWorkflow workflow,
        int budget,
        ulong seed,
        SeededRandom random,
        Func<Func<IReadOnlyList<Configuration>>, IReadOnlyList<Configuration>>? watch = null)
    {
        var trials = new List<Trial>();
        while (trials.Count < budget)
        {
            IReadOnlyList<Configuration> Propose() =>
                tuner.Propose(workflow.Problem, trials, Math.Min(Batch, budget - trials.Count), (1000 * seed) + (ulong)trials.Count);
            IReadOnlyList<Configuration> proposals = watch is null ? Propose() : watch(Propose);
            if (proposals.Count == 0)
            {
                break;
            }

            trials.AddRange(proposals.Select(proposal => workflow.Run(proposal, 1, random)));
        }

        return trials;
    }
}
