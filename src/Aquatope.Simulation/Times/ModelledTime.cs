using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Execution times that resources change: those of an analytic stage, disturbed by noise.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ModelledTime : IExecutionTime
{
    private readonly SimulatedStage _stage;
    private readonly TimeNoise _noise;

    /// <summary>Initializes a new instance of the <see cref="ModelledTime"/> class.</summary>
    /// <param name="stage">The undisturbed time as a function of resources.</param>
    /// <param name="noise">What disturbs it. Default: nothing.</param>
    /// <exception cref="ArgumentException">The noise makes no sense.</exception>
    public ModelledTime(SimulatedStage stage, TimeNoise? noise = null)
    {
        ArgumentNullException.ThrowIfNull(stage);
        _stage = stage;
        _noise = noise ?? new TimeNoise();
        _noise.Check();
    }

    /// <inheritdoc/>
    public double DrawMs(ResourceConfiguration configuration, ref CallChance chance)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return 1000 * _stage.Seconds(configuration.Cpu, configuration.MemoryMiB) * _noise.Draw(ref chance);
    }
}
