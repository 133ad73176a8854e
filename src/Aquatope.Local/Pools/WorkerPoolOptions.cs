namespace Aquatope.Local;

/// <summary>How a pool scales.</summary>
/// <param name="KeepAlive">How long an idle worker beyond the warm target stays.</param>
/// <param name="MaximumWorkers">How many workers there may be, starting ones included.</param>
/// <param name="ReplaceBeforeSwitching">Whether a change of configuration waits for workers of the new one, so that no
/// execution meets a cold start because of it; otherwise it takes force at once.</param>
/// <param name="MaximumWorkersLost">How many workers an execution may lose before it fails.</param>
internal sealed record WorkerPoolOptions(TimeSpan KeepAlive, int MaximumWorkers, bool ReplaceBeforeSwitching, int MaximumWorkersLost = 3)
{
    /// <summary>Gets what decides, in place of the keep-alive, how long idle workers stay and when they come back; null: nothing does.</summary>
    public IdleWorkerOptions? Idle { get; init; }

    /// <summary>Gets how long a pool that is disposed of waits for its workers to end what they have in hand.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
