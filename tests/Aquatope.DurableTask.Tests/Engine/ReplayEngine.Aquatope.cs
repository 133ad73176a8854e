using Microsoft.DurableTask.Worker.Replay;

namespace Microsoft.DurableTask.Tests;

/// <summary>Runs one turn of an orchestrator: here with this project's own replay.</summary>
internal static class ReplayEngine
{
    public static ReplaySettings Settings(ReplayOptions options) => new()
    {
        DataConverter = options.DataConverter,
        LoggerFactory = options.LoggerFactory,
        TimeProvider = TimeProvider.System,
        MaximumTimerInterval = options.MaximumTimerInterval,
        DefaultVersion = options.DefaultVersion,
        EntitySupport = true,
    };

    public static P.OrchestratorResponse Run(P.OrchestratorRequest request, ITaskOrchestrator orchestrator, ReplayOptions options) =>
        Run(request, orchestrator, Settings(options));

    public static P.OrchestratorResponse Run(P.OrchestratorRequest request, ITaskOrchestrator orchestrator, ReplaySettings settings)
    {
        ReplayResult result = OrchestrationReplay.Execute(OrchestrationHistory.Of(request), orchestrator, settings);
        return new P.OrchestratorResponse { Actions = { result.Actions }, CustomStatus = result.CustomStatus };
    }
}
