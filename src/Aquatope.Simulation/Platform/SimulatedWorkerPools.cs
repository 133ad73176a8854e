using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>The worker pools of a simulated platform, for decision code that knows the port.</summary>
/// <remarks>
/// Every call takes effect at the platform's present moment and has completed when it returns. A lane that was not there gets, when it is
/// first named, a pool for each function of production, without load of its own.
/// </remarks>
/// <param name="platform">The platform.</param>
/// <param name="inLane">Returns a function of a new lane, given what it would be with the options of production's, without load of its own.</param>
/// <threadsafety>Calls may come from several threads, but none while the platform runs, unless from within its events.</threadsafety>
public sealed class SimulatedWorkerPools(ServerlessPlatform platform, Func<FunctionOptions, FunctionOptions> inLane) : IWorkerPools
{
    private readonly SortedDictionary<string, SortedDictionary<string, int>> _lanes = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such stage, or no worker can have the resources.</exception>
    public Task ConfigureAsync(string lane, WorkflowConfiguration configuration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        lock (_lock)
        {
            foreach ((string stage, ResourceConfiguration resources) in configuration.Stages)
            {
                platform.Configure(Find(lane, stage), resources);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such stage.</exception>
    public Task SetWarmTargetAsync(string lane, string stage, WarmTarget target, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            platform.SetWarmTarget(Find(lane, stage), target);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PoolState>> GetAsync(string lane, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<PoolState>>([.. Lane(lane).Values.Select(platform.StateOf)]);
        }
    }

    private int Find(string lane, string stage) => Lane(lane).TryGetValue(stage, out int function)
        ? function
        : throw new ArgumentException($"There is no stage '{stage}'.", nameof(stage));

    private SortedDictionary<string, int> Lane(string lane)
    {
        if (_lanes.TryGetValue(lane, out SortedDictionary<string, int>? known))
        {
            return known;
        }

        var stages = new SortedDictionary<string, int>(StringComparer.Ordinal);
        IReadOnlyList<FunctionOptions> functions = platform.Functions;
        for (int i = 0; i < functions.Count; i++)
        {
            if (functions[i].Lane == lane)
            {
                stages.Add(functions[i].Name, i);
            }
        }

        if (stages.Count == 0)
        {
            foreach (FunctionOptions function in functions.Where(function => function.Lane == FunctionOptions.ProductionLane))
            {
                stages.Add(function.Name, platform.Add(inLane(function with { Lane = lane, Arrivals = null })));
            }
        }

        return _lanes[lane] = stages;
    }
}
