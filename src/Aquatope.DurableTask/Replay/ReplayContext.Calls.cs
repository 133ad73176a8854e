using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Replay;

internal sealed partial class ReplayContext
{
    // Not by way of CallActivityAsync<object>: a result that nobody reads need not be deserializable.
    public override Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        RunActivityAsync(name, input, options);

    public override async Task<TResult> CallActivityAsync<TResult>(
        TaskName name, object? input = null, TaskOptions? options = null) =>
        Converter.Deserialize<TResult>(await RunActivityAsync(name, input, options))!;

    public override Task CallSubOrchestratorAsync(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        RunSubOrchestrationAsync(orchestratorName, input, options);

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        Converter.Deserialize<TResult>(await RunSubOrchestrationAsync(orchestratorName, input, options))!;

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        DateTime due = fireAt.ToUniversalTime();
        while (due - Now > _settings.MaximumTimerInterval && !cancellationToken.IsCancellationRequested)
        {
            await StartTimer(Now + _settings.MaximumTimerInterval, cancellationToken);
        }

        await StartTimer(due, cancellationToken);
    }

    private async Task<string?> RunActivityAsync(TaskName name, object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                $"A {nameof(TaskOptions)} was given as the input of activity '{name}', and no {nameof(options)}. Name " +
                $"the argument to pass it as the {nameof(options)}.", nameof(input));
        }

        // Workers of Microsoft's .NET SDK expect the arguments of an activity, so the one argument travels in brackets.
        string data = $"[{Converter.Serialize(input) ?? "null"}]";
        string version = options?.Version is { } explicitVersion ? explicitVersion.Version : Version;
        return await WithRetriesAsync(
            name,
            () =>
            {
                P.ScheduleTaskAction action = new() { Name = name.Name, Version = version, Input = data };
                action.Tags.Add(options?.Tags ?? new Dictionary<string, string>());
                return Start(name, new P.OrchestratorAction { ScheduleTask = action });
            },
            options?.Retry);
    }

    private async Task<string?> RunSubOrchestrationAsync(TaskName name, object? input, TaskOptions? options)
    {
        string instanceId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        ThrowIfEntity(instanceId);
        _entities?.ThrowIfInCriticalSection();
        string? data = Converter.Serialize(input);
        string version = options?.Version is { } explicitVersion ? explicitVersion.Version : DefaultVersion();
        return await WithRetriesAsync(
            name,
            () =>
            {
                P.CreateSubOrchestrationAction action = new()
                {
                    Name = name.Name,
                    Version = version,
                    InstanceId = instanceId,
                    Input = data,
                };
                action.Tags.Add(options?.Tags ?? new Dictionary<string, string>());
                return Start(name, new P.OrchestratorAction { CreateSubOrchestration = action });
            },
            options?.Retry);
    }

    private Task<string?> Start(TaskName name, P.OrchestratorAction action) =>
        OpenTasks.Open(Actions.Add(action), name).Task;

    private Task<string?> StartTimer(DateTime due, CancellationToken cancellationToken)
    {
        P.CreateTimerAction timer = new() { FireAt = ToTimestamp(due) };
        TaskCompletionSource<string?> completion =
            OpenTasks.Open(Actions.Add(new P.OrchestratorAction { CreateTimer = timer }), "timer");
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() => completion.TrySetCanceled(cancellationToken));
        }

        return completion.Task;
    }

    private string DefaultVersion() => _settings.DefaultVersion
        ?? (Properties.TryGetValue("defaultVersion", out object? version) ? version as string : null)
        ?? string.Empty;
}
