using System.Diagnostics.CodeAnalysis;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Entities;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>What an orchestrator does with entities: calls, signals, and critical sections over their locks.</summary>
internal sealed class OrchestrationEntities(ReplayContext context) : TaskOrchestrationEntityFeature
{
    private string? _criticalSection;
    private List<EntityInstanceId> _locked = [];
    private HashSet<EntityInstanceId> _available = [];

    public override async Task<TResult> CallEntityAsync<TResult>(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
        context.Converter.Deserialize<TResult>(await CallAsync(id, operationName, input))!;

    public override Task CallEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
        CallAsync(id, operationName, input);

    public override Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        ThrowIfDefault(id);
        if (_criticalSection is not null && _locked.Contains(id))
        {
            throw new InvalidOperationException(
                $"Entity '{id}' is locked by this critical section, so it must be called, not signalled.");
        }

        Send(new P.SendEntityMessageAction
        {
            EntityOperationSignaled = new P.EntityOperationSignaledEvent
            {
                RequestId = context.NewGuid().ToString(),
                Operation = operationName,
                Input = context.Converter.Serialize(input),
                TargetInstanceId = id.ToString(),
                ScheduledTime = options?.SignalTime is { } due ? Cap(due) : null,
            },
        });
        return Task.CompletedTask;
    }

    public override async Task<IAsyncDisposable> LockEntitiesAsync(IEnumerable<EntityInstanceId> entityIds)
    {
        ArgumentNullException.ThrowIfNull(entityIds);
        ThrowIfInCriticalSection();

        // One order for everybody, or two orchestrations could each wait for what the other one holds.
        List<EntityInstanceId> ids =
        [
            .. entityIds.Distinct()
                .OrderBy(id => id.Name, StringComparer.Ordinal)
                .ThenBy(id => id.Key, StringComparer.Ordinal),
        ];
        if (ids.Count == 0)
        {
            throw new ArgumentException("The list of entities to lock must not be empty.", nameof(entityIds));
        }

        string section = context.NewGuid().ToString();
        Task<EntityReply> granted = context.EntityReplies.Open(section);
        Send(new P.SendEntityMessageAction
        {
            EntityLockRequested = new P.EntityLockRequestedEvent
            {
                CriticalSectionId = section,
                LockSet = { ids.Select(id => id.ToString()) },
                ParentInstanceId = context.InstanceId,
            },
        });
        _criticalSection = section;
        await granted;
        _locked = ids;
        _available = [.. ids];
        return new LockRelease(this, section);
    }

    public override bool InCriticalSection([NotNullWhen(true)] out IReadOnlyList<EntityInstanceId>? entityIds)
    {
        entityIds = [.. _locked.Where(_available.Contains)];
        return _locked.Count > 0;
    }

    public void ThrowIfInCriticalSection()
    {
        if (_criticalSection is not null)
        {
            throw new InvalidOperationException(
                "Inside of a critical section, an orchestration can neither lock entities nor call sub-orchestrations.");
        }
    }

    public void ExitCriticalSection(string? section = null)
    {
        if (_criticalSection is null || (section is not null && section != _criticalSection))
        {
            return;
        }

        foreach (EntityInstanceId id in _locked)
        {
            Send(new P.SendEntityMessageAction
            {
                EntityUnlockSent = new P.EntityUnlockSentEvent
                {
                    CriticalSectionId = _criticalSection,
                    ParentInstanceId = context.InstanceId,
                    TargetInstanceId = id.ToString(),
                },
            });
        }

        _criticalSection = null;
        _locked = [];
        _available = [];
    }

    private static void ThrowIfDefault(EntityInstanceId id)
    {
        if (id == default)
        {
            throw new ArgumentException("The entity needs a name.", nameof(id));
        }
    }

    private async Task<string?> CallAsync(EntityInstanceId id, string operationName, object? input)
    {
        ThrowIfDefault(id);
        bool locked = _criticalSection is not null;
        if (locked && !_available.Remove(id))
        {
            throw new InvalidOperationException(
                $"Entity '{id}' cannot be called now: it is not locked by this critical section, or a call of it is running.");
        }

        string requestId = context.NewGuid().ToString();
        Task<EntityReply> answered = context.EntityReplies.Open(requestId);
        Send(new P.SendEntityMessageAction
        {
            EntityOperationCalled = new P.EntityOperationCalledEvent
            {
                RequestId = requestId,
                Operation = operationName,
                Input = context.Converter.Serialize(input),
                ParentInstanceId = context.InstanceId,
                ParentExecutionId = context.ExecutionId,
                TargetInstanceId = id.ToString(),
            },
        });
        EntityReply reply = await answered;
        if (locked && _locked.Contains(id))
        {
            _available.Add(id);
        }

        return reply.Failure is { } failure ? throw new EntityOperationFailedException(id, operationName, failure) : reply.Output;
    }

    private void Send(P.SendEntityMessageAction message) => context.Actions.Add(context.Settings.LegacyEntityMessages
        ? new P.OrchestratorAction { SendEvent = LegacyEntityMessages.Write(message, context.ExecutionId) }
        : new P.OrchestratorAction { SendEntityMessage = message });

    // A signal is a timer of the hub, which accepts no longer ones than this.
    private Timestamp Cap(DateTimeOffset due)
    {
        DateTime latest = context.Now + context.Settings.MaximumTimerInterval;
        DateTime utc = due.UtcDateTime;
        return Timestamp.FromDateTime(DateTime.SpecifyKind(utc < latest ? utc : latest, DateTimeKind.Utc));
    }

    private sealed class LockRelease(OrchestrationEntities entities, string section) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            entities.ExitCriticalSection(section);
            return default;
        }
    }
}
