namespace Aquatope.Workflows;

/// <summary>A tuning cycle that has not ended.</summary>
/// <param name="Cycle">The instance ID of its orchestration, in the task hub <see cref="Lane.Control"/>.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Progress">How far it has come, or null before it has said so.</param>
public sealed record RunningCycle(string Cycle, DateTimeOffset StartedAt, OptimizerProgress? Progress);
