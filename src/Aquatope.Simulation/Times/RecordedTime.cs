using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Execution times of one stage of a recorded workflow at one of its configurations: each call draws a recorded run.</summary>
/// <remarks>The waits that were recorded are left out: here the platform makes calls wait.</remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
/// <param name="behaviour">What the stage does; where it fails, calls take as long as until the failure.</param>
internal sealed class RecordedTime(StageBehaviour behaviour) : IExecutionTime
{
    /// <inheritdoc/>
    public double DrawMs(ResourceConfiguration configuration, ref CallChance chance)
    {
        RecordedRun run = behaviour.Runs[(int)(chance.NextDouble() * behaviour.Runs.Length)];
        double deviation = behaviour.LogDeviation;
        return deviation > 0 ? run.ExecutionMs * Math.Exp((deviation * chance.NextNormal()) - (deviation * deviation / 2)) : run.ExecutionMs;
    }

    /// <inheritdoc/>
    public StageOutcome OutcomeAt(ResourceConfiguration configuration) => behaviour.Outcome;
}
