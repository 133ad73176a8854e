namespace Aquatope.Tuning.Tests.Baselines;

/// <summary>Two stages, parallel or in a row, without noise: a stage takes its work over the square root of its processor share.</summary>
internal sealed record TwoStages(bool Parallel, double SlowMs = 400, double QuickMs = 100)
{
    public TuningProblem Problem { get; init; } = new(
        "two-stages",
        new SearchSpace([Knob.Range("quick.cpu", "quick", 0.25, 4, logarithmic: true), Knob.Range("slow.cpu", "slow", 0.25, 4, logarithmic: true)]),
        new LatencyObjective(TimeSpan.FromMilliseconds(500), 50));

    public double BoundMs => Problem.Objective.Bound.TotalMilliseconds;

    public (double Cost, double LatencyMs) True(Configuration configuration)
    {
        double quick = QuickMs / Math.Sqrt(configuration[0]);
        double slow = SlowMs / Math.Sqrt(configuration[1]);
        return ((quick * configuration[0]) + (slow * configuration[1]), Parallel ? Math.Max(quick, slow) : quick + slow);
    }

    public Trial Run(Configuration configuration)
    {
        double quick = QuickMs / Math.Sqrt(configuration[0]);
        double slow = SlowMs / Math.Sqrt(configuration[1]);
        (double cost, double latency) = True(configuration);
        return new Trial(
            configuration,
            [
                new TrialExecution(
                    latency, cost, Failed: false, [Call("quick", 0, quick, configuration[0]), Call("slow", Parallel ? 0 : quick, slow, configuration[1])]),
            ]);
    }

    /// <summary>Tries what a tuner proposes until it proposes nothing or the budget is spent.</summary>
    public List<Trial> Tune(ITuner tuner, int budget)
    {
        var trials = new List<Trial>();
        while (trials.Count < budget && tuner.Propose(Problem, trials, 1, (ulong)trials.Count) is [var proposal])
        {
            trials.Add(Run(proposal));
        }

        return trials;
    }

    private static TrialStage Call(string stage, double startMs, double milliseconds, double cpu) =>
        new(stage, startMs, milliseconds, milliseconds, milliseconds * cpu, StageOutcome.Completed, Contended: false);
}
