using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Execution times of one stage of a recorded workflow at one of its configurations: each call draws a recorded run.</summary>
/// <remarks>The waits that were recorded are left out: here the platform makes calls wait.</remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class RecordedTime : IExecutionTime
{
    private readonly StageBehaviour _behaviour;

    public RecordedTime(string stage, StageBehaviour behaviour)
    {
        _behaviour = behaviour.Outcome == StageOutcome.Completed
            ? behaviour
            : throw new ArgumentException($"Stage '{stage}' fails at this configuration, so it has no execution times.", nameof(behaviour));
    }

    /// <inheritdoc/>
    public double DrawMs(ResourceConfiguration configuration, ref CallChance chance)
    {
        RecordedRun run = _behaviour.Runs[(int)(chance.NextDouble() * _behaviour.Runs.Length)];
        double deviation = _behaviour.LogDeviation;
        return deviation > 0 ? run.ExecutionMs * Math.Exp((deviation * chance.NextNormal()) - (deviation * deviation / 2)) : run.ExecutionMs;
    }
}
