using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;

namespace Aquatope.Workflows;

/// <summary>Runs the program's orchestrations and activities for a host that takes the work items itself and calls by name.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class TriggeredTasks : IDisposable
{
    private readonly AquatopeApplication _application;
    private readonly IServiceProvider _services;
    private readonly TaskSpans _spans;
    private readonly ConcurrentDictionary<string, Lazy<StageRunner>> _stages = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, ITaskActivity>> _steps;

    internal TriggeredTasks(AquatopeApplication application, IServiceProvider services, TaskSpans spans)
    {
        _application = application;
        _services = services;
        _spans = spans;
        _steps = new Lazy<Dictionary<string, ITaskActivity>>(() => new Dictionary<string, ITaskActivity>(
            services.GetRequiredService<OptimizerActivities>().Steps.Append(services.GetRequiredService<ForecasterTraining>().Step), StringComparer.Ordinal));
    }

    /// <summary>Runs a turn of an orchestration: a workflow, or one of the optimizer's own.</summary>
    /// <param name="context">The orchestration's context; its name says what is run.</param>
    /// <returns>The result as JSON, when the orchestration ends in this turn.</returns>
    /// <exception cref="ArgumentException">The program has no such orchestration.</exception>
    public async Task<JsonElement?> RunOrchestratorAsync(TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ITaskOrchestrator orchestrator = OrchestratorOf(context.Name.Name);
        object? input = JsonDataConverter.Default.Deserialize(Text(context.GetInput<JsonElement?>()), orchestrator.InputType);
        try
        {
            return Json(JsonDataConverter.Default.Serialize(await orchestrator.RunAsync(context, input)));
        }
        finally
        {
            // An orchestrator ends in one turn only: in the others its task is left unfinished and never comes here.
            if (_application.Workflows.ContainsKey(context.Name.Name) && !context.IsReplaying)
            {
                _spans.WorkflowEnded(context.Name.Name, context.InstanceId);
            }
        }
    }

    /// <summary>Runs an activity: a stage, which is measured, or a step of the optimizer.</summary>
    /// <param name="name">The activity's name.</param>
    /// <param name="instanceId">The instance ID of the calling orchestration.</param>
    /// <param name="input">The input, or null for none.</param>
    /// <returns>The result as JSON, or null where there is none.</returns>
    /// <exception cref="ArgumentException">The program has no such activity.</exception>
    public async Task<JsonElement?> RunActivityAsync(string name, string instanceId, JsonElement? input)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_application.Stages.ContainsKey(name))
        {
            return await RunStepAsync(name, instanceId, input);
        }

        StageRunner stage = StageOf(name);
        using StageSpan span = _spans.StartStage(name, instanceId);
        StageRun run = await stage.RunAsync(instanceId, Text(input));
        span.End(run);
        if (run.Failure is not null)
        {
            ExceptionDispatchInfo.Throw(run.Failure);
        }

        return Json(run.Result);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lazy<StageRunner> stage in _stages.Values.Where(stage => stage.IsValueCreated))
        {
            stage.Value.Dispose();
        }
    }

    /// <summary>Returns a stage, made once.</summary>
    internal StageRunner StageOf(string name)
    {
        Lazy<StageRunner> runner = _stages.GetOrAdd(name, _ => new Lazy<StageRunner>(() =>
        {
            StageRegistration stage = _application.Stages[name];
            return new StageRunner(stage, stage.Create(_services));
        }));
        try
        {
            return runner.Value;
        }
        catch
        {
            // It would throw the same for ever; the next call tries anew.
            _stages.TryRemove(KeyValuePair.Create(name, runner));
            throw;
        }
    }

    private static string? Text(JsonElement? json) => json is { ValueKind: not JsonValueKind.Undefined } element ? element.GetRawText() : null;

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);

    private async Task<JsonElement?> RunStepAsync(string name, string instanceId, JsonElement? input)
    {
        ITaskActivity step = _steps.Value.TryGetValue(name, out ITaskActivity? found)
            ? found
            : throw new ArgumentException($"The program has no activity '{name}'.", nameof(name));
        object? result = await step.RunAsync(new OwnActivityContext(name, instanceId), JsonDataConverter.Default.Deserialize(Text(input), step.InputType));
        return Json(JsonDataConverter.Default.Serialize(result));
    }

    private ITaskOrchestrator OrchestratorOf(string name) => name switch
    {
        _ when _application.Workflows.TryGetValue(name, out WorkflowRegistration? workflow) => workflow.Create(_services),
        OptimizerOrchestrator.Name => new OptimizerOrchestrator(),
        ConfigurationChangeOrchestrator.Name => new ConfigurationChangeOrchestrator(),
        ForecasterOrchestrator.Name => new ForecasterOrchestrator(),
        _ => throw new ArgumentException($"The program has no orchestration '{name}'.", nameof(name)),
    };
}
