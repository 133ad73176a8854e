using System.Text.Json;
using Aquatope.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Aquatope.Functions;

/// <summary>The optimizer's orchestrations and their steps, in the control app.</summary>
public sealed class OptimizerFunctions(TriggeredTasks tasks)
{
    /// <summary>A tuning cycle.</summary>
    [Function(ControlTasks.Optimizer)]
    public Task<JsonElement?> OptimizerAsync([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.RunOrchestratorAsync(context);

    /// <summary>A change by hand.</summary>
    [Function(ControlTasks.Change)]
    public Task<JsonElement?> ChangeAsync([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.RunOrchestratorAsync(context);

    /// <summary>A training of a forecaster.</summary>
    [Function(ControlTasks.Forecaster)]
    public Task<JsonElement?> ForecasterAsync([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.RunOrchestratorAsync(context);

    /// <summary>Proposes the next trials.</summary>
    [Function(ControlTasks.Propose)]
    public Task<JsonElement?> ProposeAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(ControlTasks.Propose, instanceId, input);

    /// <summary>Runs the executions of a trial.</summary>
    [Function(ControlTasks.RunTrial)]
    public Task<JsonElement?> RunTrialAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(ControlTasks.RunTrial, instanceId, input);

    /// <summary>Measures a trial when its reports are there.</summary>
    [Function(ControlTasks.MeasureTrial)]
    public Task<JsonElement?> MeasureTrialAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(ControlTasks.MeasureTrial, instanceId, input);

    /// <summary>Recommends configurations.</summary>
    [Function(ControlTasks.Recommend)]
    public Task<JsonElement?> RecommendAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(ControlTasks.Recommend, instanceId, input);

    /// <summary>Judges a validation.</summary>
    [Function(ControlTasks.Validate)]
    public Task<JsonElement?> ValidateAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(ControlTasks.Validate, instanceId, input);

    /// <summary>Reads the configuration in production.</summary>
    [Function(ControlTasks.Current)]
    public Task<JsonElement?> CurrentAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(ControlTasks.Current, instanceId, input);

    /// <summary>Puts a configuration into production.</summary>
    [Function(ControlTasks.Apply)]
    public Task<JsonElement?> ApplyAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(ControlTasks.Apply, instanceId, input);

    /// <summary>Judges production after a change.</summary>
    [Function(ControlTasks.Canary)]
    public Task<JsonElement?> CanaryAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(ControlTasks.Canary, instanceId, input);

    /// <summary>Writes a decision down.</summary>
    [Function(ControlTasks.Record)]
    public Task<JsonElement?> RecordAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(ControlTasks.Record, instanceId, input);

    /// <summary>Trains a forecaster.</summary>
    [Function(ControlTasks.Train)]
    public Task<JsonElement?> TrainAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(ControlTasks.Train, instanceId, input);
}
