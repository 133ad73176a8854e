namespace Aquatope.Simulation;

/// <summary>One run that was recorded.</summary>
/// <param name="ExecutionMs">Time in user code, in milliseconds; until the failure where it failed.</param>
/// <param name="Cost">What it cost, in micro-dollars.</param>
internal readonly record struct RecordedRun(double ExecutionMs, double Cost);
