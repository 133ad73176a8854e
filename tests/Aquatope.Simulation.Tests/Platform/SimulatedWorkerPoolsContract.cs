using Aquatope.Contracts;
using Aquatope.Tuning;

namespace Aquatope.Simulation.Tests.Platform;

public sealed class SimulatedWorkerPoolsContract : WorkerPoolsContract
{
    protected override Task<IWorkerPools> CreateAsync()
    {
        FunctionOptions[] functions = [.. new[] { "Resize", "Decode" }.Select(
            name => Scenes.Function(arrivals: null, Scenes.KeepAlive(10)) with { Name = name, StartUp = TimeDistribution.Constant(0) })];
        return Task.FromResult<IWorkerPools>(new SimulatedWorkerPools(new ServerlessPlatform(functions, seed: 1), function => function with { Policy = Scenes.KeepAlive(10) }));
    }
}
