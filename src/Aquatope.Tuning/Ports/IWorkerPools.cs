namespace Aquatope.Tuning;

/// <summary>Port: what sets the worker pools of a lane.</summary>
/// <threadsafety>Implementations are safe for concurrent use.</threadsafety>
public interface IWorkerPools
{
    /// <summary>Changes the resources of workers. Running executions end on the workers they started on.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="configuration">The configuration of each stage; stages not named keep theirs.</param>
    /// <param name="cancellationToken">Stops waiting; a change already begun is completed.</param>
    /// <returns>Completes when new executions run on the new resources.</returns>
    Task ConfigureAsync(string lane, WorkflowConfiguration configuration, CancellationToken cancellationToken);

    /// <summary>Sets how many workers a pool keeps warm, whatever the load.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="target">The number of warm workers; zero lets the pool scale to nothing.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Completes when the target is taken, not when the workers are up.</returns>
    Task SetWarmTargetAsync(string lane, string stage, WarmTarget target, CancellationToken cancellationToken);

    /// <summary>Returns the state of every pool of a lane, in order of stage name.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The pools' states.</returns>
    Task<IReadOnlyList<PoolState>> GetAsync(string lane, CancellationToken cancellationToken);
}

/// <summary>The workers of one stage in one lane at one moment.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Configuration">The resources that new workers get.</param>
/// <param name="WarmTarget">How many workers the pre-warmer asked to keep warm.</param>
/// <param name="Starting">Workers on their way up.</param>
/// <param name="Idle">Warm workers without work.</param>
/// <param name="Busy">Workers with work.</param>
/// <param name="Backlog">Work items without a worker.</param>
public sealed record PoolState(
    string Stage,
    ResourceConfiguration Configuration,
    int WarmTarget,
    int Starting,
    int Idle,
    int Busy,
    int Backlog);
