namespace Aquatope.Tuning;

/// <summary>What the trials say about one stage.</summary>
internal sealed class StageEvidence
{
    // A call measured while the machine was short of processor time has four times the noise variance.
    private const double ContendedWeight = 0.25;

    public StageEvidence(StageKnobs knobs) => Space = new KnobSpace(knobs);

    /// <summary>Gets the stage's knobs.</summary>
    public KnobSpace Space { get; }

    /// <summary>Gets the completed calls.</summary>
    public List<StageObservation> Observations { get; } = [];

    /// <summary>Gets where the stage survived and where it did not.</summary>
    public FailureModel Failures { get; } = new();

    /// <summary>Gets how overlapping calls share the bill.</summary>
    public BilledShare Share { get; } = new();

    /// <summary>Takes note of one call.</summary>
    public void Observe(int run, int trial, ResourceConfiguration configuration, TrialStage call, PriceList prices)
    {
        Failures.Observe(configuration, call.Outcome);
        if (call.Outcome != StageOutcome.Completed || !(call.ExecutionMs > 0))
        {
            return;
        }

        Observations.Add(new StageObservation(run, trial, configuration, Math.Log(call.ExecutionMs), call.Contended ? ContendedWeight : 1));
        double whole = prices.PerSecond(configuration) * call.ExecutionMs / 1000;
        if (whole > 0)
        {
            Share.Observe(configuration.Concurrency, (call.Cost - prices.PerExecution) / whole);
        }
    }
}
