using System.Text.Json;
using Aquatope.Examples.Chain;
using Aquatope.Examples.FanOut;
using Aquatope.Examples.ImageRecognition;
using Aquatope.Examples.SocialNetwork;
using Aquatope.Examples.Video;
using Aquatope.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Aquatope.Functions;

/// <summary>The workflows: orchestrations of the orchestrator app of each lane.</summary>
public sealed class WorkflowFunctions(TriggeredTasks tasks)
{
    /// <summary>Reads the photo of a parcel label.</summary>
    [Function(nameof(ReadParcelLabel))]
    public Task<JsonElement?> ReadParcelLabelAsync([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.RunOrchestratorAsync(context);

    /// <summary>Summarises a document.</summary>
    [Function(nameof(SummariseDocument))]
    public Task<JsonElement?> SummariseDocumentAsync([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.RunOrchestratorAsync(context);

    /// <summary>Analyses days of web traffic.</summary>
    [Function(nameof(AnalyseWebTraffic))]
    public Task<JsonElement?> AnalyseWebTrafficAsync([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.RunOrchestratorAsync(context);

    /// <summary>Processes a clip.</summary>
    [Function(nameof(ProcessVideo))]
    public Task<JsonElement?> ProcessVideoAsync([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.RunOrchestratorAsync(context);

    /// <summary>Composes a post of the social network.</summary>
    [Function(nameof(ComposePost))]
    public Task<JsonElement?> ComposePostAsync([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.RunOrchestratorAsync(context);

    /// <summary>Shows a user's home timeline.</summary>
    [Function(nameof(ShowHomeTimeline))]
    public Task<JsonElement?> ShowHomeTimelineAsync([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.RunOrchestratorAsync(context);

    /// <summary>Shows a user's own timeline.</summary>
    [Function(nameof(ShowUserTimeline))]
    public Task<JsonElement?> ShowUserTimelineAsync([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.RunOrchestratorAsync(context);
}
