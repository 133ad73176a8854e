namespace Aquatope.Tuning;

/// <summary>One imagined execution in each posterior sample: the shape of an observed one, with the disturbances that its calls meet.</summary>
/// <param name="Calls">The calls, in an order in which predecessors come first.</param>
/// <param name="TailMs">Time from the last completion to the end, in milliseconds.</param>
/// <param name="Shares">How often such an execution happens, over all draws of a sample one, [samples].</param>
/// <param name="Credence">The weight that the observed execution deserves in whose place this one stands, in (0, 1], [samples].</param>
internal sealed record ExecutionDraw(CallDraw[] Calls, double TailMs, double[] Shares, double[] Credence);

/// <summary>One call of an imagined execution.</summary>
/// <param name="Stage">Index of the tuned stage, or -1 for a call whose time does not depend on any knob.</param>
/// <param name="DelayMs">Orchestration latency before the call, and its wait for a worker, in milliseconds, [samples].</param>
/// <param name="Factor">What the typical execution time is multiplied by; for an untuned call its execution time in milliseconds; [samples].</param>
/// <param name="Predecessors">Every call that may have to complete first.</param>
/// <param name="Observed">The subset whose dependency was seen at work.</param>
internal sealed record CallDraw(int Stage, double[] DelayMs, double[] Factor, int[] Predecessors, int[] Observed);
