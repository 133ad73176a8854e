namespace Aquatope.Tuning;

/// <summary>The skeleton of one observed execution: what was called, and what each call waited for.</summary>
/// <param name="Calls">The calls, in order of start.</param>
/// <param name="TailMs">Time from the last completion to the end of the execution, in milliseconds.</param>
internal sealed record ExecutionShape(CallShape[] Calls, double TailMs);

/// <summary>One call within a shape.</summary>
/// <param name="Stage">Index of the stage among the graph's.</param>
/// <param name="GapMs">Time from the last predecessor's completion to this call's start: orchestration latency.</param>
/// <param name="Call">The call as it was measured.</param>
/// <param name="Predecessors">Indices of the calls that may have to complete first: every dependency not yet refuted.</param>
/// <param name="Observed">The subset whose dependency was seen at work.</param>
internal sealed record CallShape(int Stage, double GapMs, TrialStage Call, int[] Predecessors, int[] Observed)
{
    /// <summary>Gets the time between start and first instruction of user code, in milliseconds.</summary>
    public double WaitMs => Math.Max(0, Call.LatencyMs - Call.ExecutionMs);
}
