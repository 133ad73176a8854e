using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>What one interval brought to a pool, and how the pool stands at its end.</summary>
public readonly record struct PoolObservation
{
    /// <summary>Gets the time since the simulation began, at the interval's end.</summary>
    public TimeSpan Now { get; init; }

    /// <summary>Gets the interval's length; zero at the simulation's start.</summary>
    public TimeSpan Length { get; init; }

    /// <summary>Gets the resources that new workers get.</summary>
    public ResourceConfiguration Configuration { get; init; }

    /// <summary>Gets the number of calls that arrived.</summary>
    public long Arrivals { get; init; }

    /// <summary>Gets the number of calls that began to execute on a worker that became ready after they had arrived.</summary>
    public long ColdStarts { get; init; }

    /// <summary>Gets the number of calls that completed.</summary>
    public long Completions { get; init; }

    /// <summary>Gets the mean execution time of the calls that completed; zero where none did.</summary>
    public TimeSpan MeanExecution { get; init; }

    /// <summary>Gets the mean wait of the calls that met a cold start; zero where none did.</summary>
    public TimeSpan MeanColdStart { get; init; }

    /// <summary>Gets the mean number of calls that were executing.</summary>
    public double MeanExecuting { get; init; }

    /// <summary>Gets the mean number of calls that were waiting.</summary>
    public double MeanWaiting { get; init; }

    /// <summary>Gets the greatest number of calls that were executing or waiting at once.</summary>
    public int PeakCalls { get; init; }

    /// <summary>Gets the warm target in force.</summary>
    public int WarmTarget { get; init; }

    /// <summary>Gets the number of workers on their way up.</summary>
    public int Starting { get; init; }

    /// <summary>Gets the number of warm workers without calls.</summary>
    public int Idle { get; init; }

    /// <summary>Gets the number of workers with calls.</summary>
    public int Busy { get; init; }

    /// <summary>Gets the number of calls that wait for a worker.</summary>
    public int Backlog { get; init; }

    /// <summary>Gets the number of calls that are executing.</summary>
    public int Executing { get; init; }

    /// <summary>Gets the number of calls that wait or execute in the whole lane: the items of its task hub.</summary>
    public int LaneCalls { get; init; }
}
