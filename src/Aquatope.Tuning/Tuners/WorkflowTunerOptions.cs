namespace Aquatope.Tuning;

/// <summary>Settings of <see cref="WorkflowTuner"/>.</summary>
public sealed record WorkflowTunerOptions
{
    /// <summary>Gets how many trials are spread over the space before the model guides the choice. Default: 6.</summary>
    public int InitialTrials { get; init; } = 6;

    /// <summary>Gets the probability of meeting the objective from which a configuration is trusted. Default: 0.95.</summary>
    public double RequiredProbability { get; init; } = 0.95;

    /// <summary>Gets the expected saving, as a share of the best cost, below which nothing is worth a trial. Default: 0.001.</summary>
    public double LeastSaving { get; init; } = 0.001;

    /// <summary>Gets the expected saving, as a share of the cost, from which it is worth an execution to learn whether something tried can be trusted. Default: 0.01.</summary>
    public double LeastDoubt { get; init; } = 0.01;

    /// <summary>
    /// Gets the saving, as a share of what an execution and the idle workers kept for it cost, from which a configuration is recommended for
    /// its idle workers although executions of another cost less. It must be left where workers will be idle a tenth as long as now, because
    /// that is only supposed. Default: 0.05.
    /// </summary>
    public double LeastIdleSaving { get; init; } = 0.05;

    /// <summary>Gets the number of joint posterior samples; a multiple of eight. A recommendation is made with twice as many. Default: 64.</summary>
    public int Samples { get; init; } = 64;

    /// <summary>Gets the number of imagined executions per sample. A recommendation is searched for with twice and decided with eight times as many. Default: 40.</summary>
    public int Draws { get; init; } = 40;

    /// <summary>Gets the most evaluations of the model spent on one proposed configuration. Default: 500. Where all combinations of a stage's values are compared, so that most of an evaluation is known already, twice as many.</summary>
    public int SearchEvaluations { get; init; } = 500;
}
