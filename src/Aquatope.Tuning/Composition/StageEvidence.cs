namespace Aquatope.Tuning;

/// <summary>What the trials say about one stage.</summary>
internal sealed class StageEvidence
{
    // A call measured while the machine was short of processor time has four times the noise variance.
    private const double ContendedWeight = 0.25;

    // After a change a stage depends on its knobs much as it did before, not exactly.
    private const double AgedWeight = 0.5;

    public StageEvidence(SearchSpace space, string stage)
    {
        Space = new StageSpace(space, stage);
        Failures = new FailureModel(Space, doubtful: true);
    }

    /// <summary>Gets the knobs that concern the stage.</summary>
    public StageSpace Space { get; }

    /// <summary>Gets the completed calls.</summary>
    public List<StageObservation> Observations { get; } = [];

    /// <summary>Gets where the stage survived and where it did not.</summary>
    public FailureModel Failures { get; }

    /// <summary>Takes note of one call.</summary>
    public void Observe(int run, int trial, int age, Configuration configuration, TrialStage call)
    {
        Configuration projected = Space.Project(configuration);
        Failures.Observe(projected, call.Outcome, age);
        if (call.Outcome == StageOutcome.Completed && call.ExecutionMs > 0)
        {
            Observations.Add(new StageObservation(run, trial, projected, Math.Log(call.ExecutionMs), call.Cost, age, (call.Contended ? ContendedWeight : 1) * Math.Pow(AgedWeight, age)));
        }
    }
}
