using System.Collections.Immutable;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>
/// Changes a workflow after it was tuned, and counts the trials until what is recommended is within 5 % of the new optimum:
/// once with the trials from before the change, once without.
/// </summary>
public static class RetrainingStudy
{
    private const double NearPercent = 5;

    /// <summary>Gets the changes that are studied, by name.</summary>
    public static ImmutableArray<(string Name, Func<SimulatedWorkflow, SimulatedWorkflow> Apply)> Changes { get; } =
    [
        ("one stage 1.5x slower", workflow => workflow.Changed("one stage 1.5x slower", OnlyLongest(workflow, stage => Slower(stage, 1.5)))),
        ("all stages 1.5x slower", workflow => workflow.Changed("all stages 1.5x slower", stage => Slower(stage, 1.5))),

        // Twice the input: twice the work and half as much memory again; the fixed part stays.
        ("input doubled", workflow => workflow.Changed("input doubled", stage => stage with { A = 2 * stage.A, W = 1.5 * stage.W })),
    ];

    /// <summary>Runs one strategy through one change of one workflow.</summary>
    /// <param name="workflow">The workflow before the change.</param>
    /// <param name="changed">The workflow after it.</param>
    /// <param name="settings">What happens before and after.</param>
    /// <param name="options">How often.</param>
    /// <returns>Trials after the change, for each seed.</returns>
    public static Retraining Run(SimulatedWorkflow workflow, SimulatedWorkflow changed, RetrainingSettings settings, StudyOptions options)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ArgumentNullException.ThrowIfNull(changed);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(options);
        ImmutableArray<(int Adapted, int Restarted)> counts = options.ForEachSeed(seed => Compare(workflow, changed, settings, seed));
        return new Retraining(
            changed.Name,
            Quartiles.Of(counts.Select(count => (double)count.Adapted)),
            Quartiles.Of(counts.Select(count => (double)count.Restarted)),
            counts.Average(count => count.Adapted),
            counts.Average(count => count.Restarted));
    }

    private static Func<SimulatedStage, SimulatedStage> OnlyLongest(SimulatedWorkflow workflow, Func<SimulatedStage, SimulatedStage> change)
    {
        SimulatedStage longest = workflow.Stages.MaxBy(stage => stage.A)!;
        return stage => stage == longest ? change(stage) : stage;
    }

    private static SimulatedStage Slower(SimulatedStage stage, double factor) => stage with { A = factor * stage.A, C = factor * stage.C, P = factor * stage.P };

    private static (int Adapted, int Restarted) Compare(SimulatedWorkflow workflow, SimulatedWorkflow changed, RetrainingSettings settings, ulong seed)
    {
        ITuner tuner = Strategies.Create(settings.Strategy, seed);
        SearchRun before = SearchRun.Of(workflow, tuner, new SearchSettings { Budget = settings.Before }, seed);
        Configuration inForce = before.Best.Configuration;
        var random = new SeededRandom(seed);
        TuningProblem problem = changed.Problem with { Baseline = inForce, Epoch = 1 };
        Trial[] told = settings.Production == 0 ? [] : [changed.Run(inForce, settings.Production, random.Stream("production")) with { Epoch = 1 }];
        return (
            Count([.. before.Trials, .. told], random.Stream("adapted")),
            Count([.. told], random.Stream("restarted")));

        int Count(List<Trial> trials, SeededRandom chance)
        {
            int held = 0;
            for (int made = 0; made < settings.Most; made++)
            {
                Configuration best = trials.Count == 0 ? inForce : tuner.Recommend(problem, trials, 1, (ulong)made)[0].Configuration;
                held = SearchRun.PointOf(changed, best, made).IsWithin(NearPercent) ? held + 1 : 0;
                if (held == settings.Hold)
                {
                    return made - held + 1;
                }

                IReadOnlyList<Configuration> proposed = tuner.Propose(problem, trials, 1, (ulong)made);
                trials.Add(changed.Run(proposed.Count == 0 ? best : proposed[0], settings.ExecutionsPerTrial, chance) with { Epoch = 1 });
            }

            return settings.Most;
        }
    }
}
