using Microsoft.DurableTask.Entities;
using static Microsoft.DurableTask.Tests.Replay.Histories;

namespace Microsoft.DurableTask.Tests.Internals;

public sealed class EntityReplayTests
{
    private static readonly EntityInstanceId Counter = new("Counter", "a");

    [Fact]
    public void CallEntityAsync_OwnForm_SendsAndReadsEntityMessages()
    {
        static Task<int> Orchestrator(TaskOrchestrationContext c) => c.Entities.CallEntityAsync<int>(Counter, "Add", 2);

        P.EntityOperationCalledEvent call =
            Assert.Single(Run(Orchestrator, [], TurnStarted(), Started()).Actions).SendEntityMessage.EntityOperationCalled;
        Assert.Equal(("Add", "2", "@counter@a", InstanceId), (call.Operation, call.Input, call.TargetInstanceId, call.ParentInstanceId));

        P.OrchestratorResponse result = Run(
            Orchestrator,
            [TurnStarted(), Started(), Event(0, e => e.EntityOperationCalled = call)],
            TurnStarted(1),
            Event(-1, e => e.EntityOperationCompleted = new() { RequestId = call.RequestId, Output = "5" }));
        Assert.Equal("5", result.Completion().Result);
    }

    [Fact]
    public void CallEntityAsync_OperationFailed_Throws()
    {
        static Task<int> Orchestrator(TaskOrchestrationContext c) => c.Entities.CallEntityAsync<int>(Counter, "Add", 2);

        P.EntityOperationCalledEvent call =
            Assert.Single(Run(Orchestrator, [], TurnStarted(), Started()).Actions).SendEntityMessage.EntityOperationCalled;
        P.OrchestratorResponse result = Run(
            Orchestrator,
            [TurnStarted(), Started(), Event(0, e => e.EntityOperationCalled = call)],
            TurnStarted(1),
            Event(-1, e => e.EntityOperationFailed = new()
            {
                RequestId = call.RequestId,
                FailureDetails = new P.TaskFailureDetails { ErrorType = "Bad", ErrorMessage = "no" },
            }));

        Assert.Equal(typeof(EntityOperationFailedException).FullName, result.Completion().FailureDetails.ErrorType);
    }

    [Fact]
    public void LockEntitiesAsync_Granted_UnlocksWhenDisposed()
    {
        static async Task<bool> Orchestrator(TaskOrchestrationContext c)
        {
            await using (await c.Entities.LockEntitiesAsync(new EntityInstanceId("b", "2"), Counter, new EntityInstanceId("b", "1")))
            {
                return c.Entities.InCriticalSection();
            }
        }

        P.EntityLockRequestedEvent request =
            Assert.Single(Run(Orchestrator, [], TurnStarted(), Started()).Actions).SendEntityMessage.EntityLockRequested;
        Assert.Equal(["@b@1", "@b@2", "@counter@a"], request.LockSet);

        P.OrchestratorResponse result = Run(
            Orchestrator,
            [TurnStarted(), Started(), Event(0, e => e.EntityLockRequested = request)],
            TurnStarted(1),
            Event(-1, e => e.EntityLockGranted = new() { CriticalSectionId = request.CriticalSectionId }));
        Assert.Equal(3, result.Actions.Count(action => action.SendEntityMessage?.EntityUnlockSent is not null));
        Assert.Equal("true", result.Completion().Result);
    }

    [Fact]
    public void CallEntityAsync_LegacyForm_TravelsAsEvents()
    {
        P.SendEventAction sent =
            Assert.Single(RunLegacy([], TurnStarted(), Started()).Actions).SendEvent;
        Assert.Equal("op", sent.Name);
        using var message = System.Text.Json.JsonDocument.Parse(sent.Data);
        Assert.Equal("Add", message.RootElement.GetProperty("op").GetString());

        string id = message.RootElement.GetProperty("id").GetString()!;
        P.OrchestratorResponse result = RunLegacy(
            [TurnStarted(), Started(), Sent(0, "op", "@counter@a")], TurnStarted(1), Raised(id, "{\"result\":\"5\"}"));
        Assert.Equal("5", result.Completion().Result);
    }

    [Fact]
    public void SignalEntityAsync_LockedEntity_IsRefused()
    {
        static async Task<bool> Orchestrator(TaskOrchestrationContext c)
        {
            await using (await c.Entities.LockEntitiesAsync(Counter))
            {
                await c.Entities.SignalEntityAsync(Counter, "Add", 1);
            }

            return true;
        }

        P.EntityLockRequestedEvent request =
            Assert.Single(Run(Orchestrator, [], TurnStarted(), Started()).Actions).SendEntityMessage.EntityLockRequested;
        P.OrchestratorResponse result = Run(
            Orchestrator,
            [TurnStarted(), Started(), Event(0, e => e.EntityLockRequested = request)],
            TurnStarted(1),
            Event(-1, e => e.EntityLockGranted = new() { CriticalSectionId = request.CriticalSectionId }));

        Assert.Equal(typeof(InvalidOperationException).FullName, result.Completion().FailureDetails.ErrorType);
    }

    private static P.OrchestratorResponse RunLegacy(P.HistoryEvent[] past, params P.HistoryEvent[] fresh) => ReplayEngine.Run(
        Request(past, fresh),
        FuncTaskOrchestrator.Create<object?, int>((context, _) => context.Entities.CallEntityAsync<int>(Counter, "Add", 2)),
        ReplayEngine.Settings(new ReplayOptions()) with { LegacyEntityMessages = true });
}
