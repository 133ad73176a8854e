using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aquatope.Workflows.Tests;

/// <summary>An orchestration whose activities the test answers; a timer ends at once and moves the clock to its end.</summary>
internal sealed class ScriptedContext : TaskOrchestrationContext
{
    private readonly Dictionary<string, Func<object?, object?>> _activities = new(StringComparer.Ordinal);
    private DateTime _now = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Gets the activities that were called, in order, with their inputs.</summary>
    public List<(string Activity, object? Input)> Calls { get; } = [];

    /// <summary>Gets the orchestration's name. Default: the optimizer's.</summary>
    public string Orchestration { get; init; } = OptimizerOrchestrator.Name;

    /// <summary>Gets the orchestration's input, as JSON.</summary>
    public string? Input { get; init; }

    public override TaskName Name => Orchestration;

    public override string InstanceId => "cycle";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => false;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public ScriptedContext Answer<TInput>(string activity, Func<TInput, object?> answer)
    {
        _activities[activity] = input => answer((TInput)input!);
        return this;
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time) => _now += time;

    public IEnumerable<T> InputsOf<T>(string activity) => Calls.Where(call => call.Activity == activity).Select(call => (T)call.Input!);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        Calls.Add((name.Name, input));
        return Task.FromResult((TResult)_activities[name.Name](input)!);
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        _now = fireAt;
        return Task.CompletedTask;
    }

    public override void SetCustomStatus(object? customStatus)
    {
        // Progress is for people.
    }

    public override T GetInput<T>() => Input is null ? default! : JsonSerializer.Deserialize<T>(Input)!;

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) => throw new NotSupportedException();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();
}
