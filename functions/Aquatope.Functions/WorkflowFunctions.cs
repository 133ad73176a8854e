using System.Text.Json;
using Aquatope.Examples.Chain;
using Aquatope.Examples.FanOut;
using Aquatope.Examples.ImageRecognition;
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
}
