using Google.Protobuf;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Tests;

/// <summary>Runs one turn of an orchestrator: here with the official worker's replay.</summary>
internal static class ReplayEngine
{
    public static P.OrchestratorResponse Run(P.OrchestratorRequest request, ITaskOrchestrator orchestrator, ReplayOptions options)
    {
        var worker = new DurableTaskWorkerOptions
        {
            DataConverter = options.DataConverter,
            MaximumTimerInterval = options.MaximumTimerInterval,
            EnableEntitySupport = true,
        };
        if (options.DefaultVersion is { } version)
        {
            worker.Versioning = new DurableTaskWorkerOptions.VersioningOptions { DefaultVersion = version };
        }

        using ServiceProvider services = new ServiceCollection()
            .AddSingleton(new DurableTaskShimFactory(worker, options.LoggerFactory))
            .BuildServiceProvider();
        string response = GrpcOrchestrationRunner.LoadAndRun(
            Convert.ToBase64String(request.ToByteArray()), orchestrator, services);
        return P.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(response));
    }
}
