using Aquatope.Inference;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks;

/// <summary>One search on a workflow whose truth is known, one execution per trial, four trials at a time.</summary>
/// <param name="Seed">The seed of proposals and noise.</param>
/// <param name="Trials">How many trials were run.</param>
/// <param name="RegretPercent">How much more the recommendation costs in truth than the optimum, in percent of it.</param>
/// <param name="LatencyOverBound">The true latency of the recommendation at the objective's percentile over the bound.</param>
/// <param name="Feasible">Whether the recommendation truly meets the objective.</param>
/// <param name="TrialsUntilNear">
/// After how many trials a recommendation first met the objective and cost at most 5 % more than the optimum; null where
/// none did, or with <see cref="TuningRunSettings.Track"/> off.
/// </param>
/// <param name="MeanMs">Mean time of a proposal, in milliseconds.</param>
/// <param name="MaxMs">Greatest time of a proposal, in milliseconds.</param>
/// <param name="Best">The recommendation.</param>
internal sealed record TuningRun(
    int Seed,
    int Trials,
    double RegretPercent,
    double LatencyOverBound,
    bool Feasible,
    int? TrialsUntilNear,
    double MeanMs,
    double MaxMs,
    Recommendation Best)
{
    private const int Batch = 4;
    private const double Near = 1.05;

    /// <summary>Searches.</summary>
    public static TuningRun Of(ITunableWorkflow workflow, TuningRunSettings settings, ulong seed, TimeProvider time)
    {
        ITuner tuner = Strategies.Create(settings.Tuner, seed);
        var random = new SeededRandom(seed);
        var trials = new List<Trial>();
        var elapsed = new List<double>();
        int? near = null;
        while (trials.Count < settings.Budget)
        {
            long started = time.GetTimestamp();
            IReadOnlyList<Configuration> proposals =
                tuner.Propose(workflow.Problem, trials, Math.Min(Batch, settings.Budget - trials.Count), (1000 * seed) + (ulong)trials.Count);
            elapsed.Add(time.GetElapsedTime(started).TotalMilliseconds);
            if (proposals.Count == 0)
            {
                break;
            }

            trials.AddRange(proposals.Select(proposal => workflow.Run(proposal, 1, random)));
            bool arrived = settings.Track && near is null
                && workflow.Truth(tuner.Recommend(workflow.Problem, trials, 1, seed)[0].Configuration) is { Feasible: true } now
                && now.Cost <= Near * workflow.Optimum;
            near = arrived ? trials.Count : near;
        }

        Recommendation best = tuner.Recommend(workflow.Problem, trials, 1, seed)[0];
        WorkflowTruth truth = workflow.Truth(best.Configuration);
        double regret = 100 * ((truth.Cost / workflow.Optimum) - 1);
        double ratio = truth.LatencyMs / workflow.Problem.Objective.Bound.TotalMilliseconds;
        return new TuningRun((int)seed, trials.Count, regret, ratio, truth.Feasible, near, elapsed.Average(), elapsed.Max(), best);
    }
}
