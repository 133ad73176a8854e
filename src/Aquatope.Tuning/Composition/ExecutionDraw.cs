namespace Aquatope.Tuning;

/// <summary>One imagined execution in each posterior sample: the shape of an observed one, with what its calls meet.</summary>
/// <param name="Calls">The calls, in an order in which predecessors come first.</param>
/// <param name="TailMs">Time from the last completion to the end, in milliseconds.</param>
/// <param name="Shares">How often such an execution happens, over all draws of a sample one, [samples].</param>
/// <param name="Credence">The weight that the observed execution deserves in whose place this one stands, in (0, 1], [samples].</param>
internal sealed record ExecutionDraw(CallDraw[] Calls, double TailMs, double[] Shares, double[] Credence);

/// <summary>One call of an imagined execution.</summary>
/// <param name="Slot">Index of the slot that knows how long it takes.</param>
/// <param name="Place">Its place there.</param>
/// <param name="GapMs">Orchestration latency before the call, in milliseconds.</param>
/// <param name="Predecessors">Every call that may have to complete first.</param>
/// <param name="Observed">The subset whose dependency was seen at work.</param>
internal sealed record CallDraw(int Slot, int Place, double GapMs, int[] Predecessors, int[] Observed);

/// <summary>All imagined executions.</summary>
/// <param name="Executions">The executions.</param>
/// <param name="Slots">What their calls meet, with the index of the tuned stage, or -1 for calls whose time does not depend on any knob.</param>
internal sealed record ExecutionDraws(ExecutionDraw[] Executions, (int Stage, CallSlot Calls)[] Slots);
