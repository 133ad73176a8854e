namespace Aquatope.Tuning;

/// <summary>Sees a workflow that reports no stages as one that has a single stage, to which all knobs belong.</summary>
internal static class WorkflowAsStage
{
    private const string Stage = "workflow";

    /// <summary>Returns the problem with all its knobs given to the stage; configurations stay what they are.</summary>
    public static TuningProblem Of(TuningProblem problem) => problem with { Space = new SearchSpace(problem.Space.Knobs.Select(Of)) };

    /// <summary>Returns the trials with one call per execution.</summary>
    public static IReadOnlyList<Trial> Of(IReadOnlyList<Trial> trials) =>
        [.. trials.Select(trial => trial with { Executions = [.. trial.Executions.Select(Of)] })];

    private static Knob Of(Knob knob) => knob.Choices.IsEmpty
        ? Knob.Range(knob.Name, Stage, knob.Least, knob.Greatest, knob.Logarithmic, knob.IsInteger)
        : Knob.Of(knob.Name, Stage, knob.Choices, knob.Logarithmic);

    private static TrialExecution Of(TrialExecution execution)
    {
        StageOutcome outcome = execution.Failed ? execution.Cause ?? StageOutcome.Failed : StageOutcome.Completed;
        return execution with
        {
            Stages = [new TrialStage(Stage, 0, execution.LatencyMs, execution.LatencyMs, execution.Cost, outcome, Contended: false)],
        };
    }
}
