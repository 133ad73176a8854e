using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Local;

/// <summary>One worker of one stage, ready to execute.</summary>
internal interface IStageWorker
{
    /// <summary>Gets the monotonic timestamp at which the stage was initialised.</summary>
    long ReadyAt { get; }

    /// <summary>Gets a task that completes when the worker is gone, with whether it was killed for its memory.</summary>
    Task<bool> Gone { get; }

    /// <summary>Runs the stage once.</summary>
    /// <param name="instanceId">The instance ID of the calling orchestration.</param>
    /// <param name="input">The input as JSON, or null.</param>
    /// <returns>What came of it; never faults while the worker lives, and never completes once it is gone.</returns>
    Task<WorkerResult> ExecuteAsync(string instanceId, string? input);

    /// <summary>Asks the worker to end after what it has in hand.</summary>
    /// <returns>Completes when it is gone.</returns>
    Task StopAsync();
}

/// <summary>What came of one execution on a worker.</summary>
/// <param name="Timing">When it ran and what it used.</param>
/// <param name="Result">The result as JSON, or null.</param>
/// <param name="Failure">The failure, or null where it succeeded.</param>
internal sealed record WorkerResult(WorkerTiming Timing, string? Result, WorkerFailure? Failure);

/// <summary>Starts workers.</summary>
internal interface IStageWorkerLauncher
{
    /// <summary>Starts a worker.</summary>
    /// <param name="lane">The lane it serves.</param>
    /// <param name="stage">The stage it runs.</param>
    /// <param name="configuration">Its resources.</param>
    /// <param name="cancellationToken">Gives up, and ends what was started.</param>
    /// <returns>The worker, when its stage is initialised.</returns>
    /// <exception cref="WorkerStartException">The process ended, or its stage could not be initialised.</exception>
    Task<IStageWorker> StartAsync(string lane, string stage, ResourceConfiguration configuration, CancellationToken cancellationToken);
}
