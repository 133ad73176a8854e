namespace Aquatope.Tuning;

/// <summary>What resources cost, in one currency. Busy time is billed for the whole worker, whatever it used.</summary>
public sealed record PriceList
{
    /// <summary>Gets the price of one vCPU for one second. Default: 0.173 an hour (Azure Functions Premium, East US).</summary>
    public double PerVcpuSecond { get; init; } = 0.173 / 3600;

    /// <summary>Gets the price of one GiB of memory for one second. Default: 0.0123 an hour (Azure Functions Premium, East US).</summary>
    public double PerGiBSecond { get; init; } = 0.0123 / 3600;

    /// <summary>Gets the price of starting one stage execution. Default: 0.40 per million (Azure Functions Flex Consumption).</summary>
    public double PerExecution { get; init; } = 0.40e-6;

    /// <summary>Returns what one worker of a configuration costs for each second it is allocated.</summary>
    /// <param name="configuration">The worker's resources.</param>
    /// <returns>Price per second.</returns>
    public double PerSecond(ResourceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return (configuration.Cpu * PerVcpuSecond) + (configuration.MemoryMiB / 1024.0 * PerGiBSecond);
    }

    /// <summary>Returns what workers cost that are kept idle for one execution of a workflow.</summary>
    /// <param name="idlePerCall">How long workers of each stage are idle for one of its calls, times the calls that a worker takes at once.</param>
    /// <param name="callsOf">How many calls of a stage one execution makes.</param>
    /// <param name="resourcesOf">The resources of a stage's workers.</param>
    /// <returns>The cost, in the list's currency.</returns>
    public double OfIdleWorkers(
        IEnumerable<KeyValuePair<string, TimeSpan>> idlePerCall, Func<string, double> callsOf, Func<string, ResourceConfiguration> resourcesOf) =>
        idlePerCall.Sum(idle => callsOf(idle.Key) * idle.Value.TotalSeconds / resourcesOf(idle.Key).Concurrency * PerSecond(resourcesOf(idle.Key)));
}
