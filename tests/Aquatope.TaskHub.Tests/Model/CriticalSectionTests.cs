using System.Globalization;
using Aquatope.DurableTask.Protocol;

namespace Aquatope.TaskHub.Tests.Model;

/// <summary>Critical sections over several entities exclude one another and all come to an end, whatever is lost on the way.</summary>
public sealed class CriticalSectionTests
{
    private const int Orchestrations = 8;
    private static readonly string[] Entities = ["@counter@a", "@counter@b", "@counter@c"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task LockEntities_RandomOrderAndCrashes_EachSectionIsAloneAndNoneIsLost(int seed)
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        var random = new Random(seed);
        int[] expected = new int[Entities.Length];
        for (int i = 0; i < Orchestrations; i++)
        {
            int set = random.Next(1, 1 << Entities.Length);
            await hub.Client.StartAsync("Section", $"s{i}", set.ToString(CultureInfo.InvariantCulture));
            int signaled = random.Next(Entities.Length);
            await hub.Client.SignalEntityAsync(new SignalEntityRequest { InstanceId = Entities[signaled], Name = "add", RequestId = $"signal-{i}" });
            for (int entity = 0; entity < Entities.Length; entity++)
            {
                expected[entity] += ((set >> entity) & 1) + (entity == signaled ? 1 : 0);
            }
        }

        await RunAsync(hub, random);

        for (int i = 0; i < Orchestrations; i++)
        {
            Assert.Equal(OrchestrationStatus.Completed, await hub.Client.StatusAsync($"s{i}"));
        }

        for (int entity = 0; entity < Entities.Length; entity++)
        {
            EntityMetadata? metadata = (await hub.Client.GetEntityAsync(new GetEntityRequest { InstanceId = Entities[entity], IncludeState = true })).Entity;
            Assert.Equal(expected[entity], int.Parse(metadata?.SerializedState ?? "0", CultureInfo.InvariantCulture));
            Assert.Null(metadata?.LockedBy);
        }
    }

    private static async Task RunAsync(HubHarness hub, Random random)
    {
        TestWorker worker = await hub.WorkerAsync();
        var held = new List<WorkItem>();
        while (true)
        {
            IReadOnlyList<WorkQueueState> queues = await hub.Server.GetWorkQueuesAsync();
            for (int more = queues.Sum(queue => queue.Active) - held.Count; more > 0; more--)
            {
                held.Add(await worker.NextAsync());
            }

            if (held.Count == 0)
            {
                await worker.DisposeAsync();
                return;
            }

            if (random.Next(12) == 0)
            {
                await hub.CrashAsync();
                await worker.DisposeAsync();
                worker = await hub.WorkerAsync();
                held.Clear();
                continue;
            }

            WorkItem item = held[random.Next(held.Count)];
            held.Remove(item);
            await (item.OrchestratorRequest is { } turn ? worker.CompleteAsync(item, [.. Decide(turn)]) : AddAsync(hub, worker, item));
        }
    }

    /// <summary>Locks the entities of its input, calls each, unlocks them and completes.</summary>
    private static IEnumerable<OrchestratorAction> Decide(OrchestratorRequest turn)
    {
        HistoryEvent[] history = [.. turn.PastEvents, .. turn.NewEvents];
        int set = int.Parse(history.First(e => e.ExecutionStarted is not null).ExecutionStarted.Input, CultureInfo.InvariantCulture);
        string[] entities = [.. Entities.Where((_, i) => ((set >> i) & 1) == 1)];
        string section = $"section-{turn.InstanceId}";
        if (!history.Any(e => e.EntityLockRequested is not null))
        {
            return [EntityActions.Lock(0, section, entities)];
        }

        if (history.Count(e => e.EntityOperationCompleted is not null) == entities.Length)
        {
            return [.. entities.Select((entity, i) => EntityActions.Unlock(10 + i, section, entity)), Actions.Complete()];
        }

        bool called = history.Any(e => e.EntityOperationCalled is not null);
        return called || !history.Any(e => e.EntityLockGranted is not null)
            ? []
            : entities.Select((entity, i) => EntityActions.Call(1 + i, entity, "add", $"{turn.InstanceId}-{i}"));
    }

    private static async Task AddAsync(HubHarness hub, TestWorker worker, WorkItem item)
    {
        EntityRequest batch = item.EntityRequestV2;
        string? owner = (await hub.Client.GetEntityAsync(new GetEntityRequest { InstanceId = batch.InstanceId })).Entity.LockedBy;
        if (owner is not null)
        {
            Assert.All(batch.OperationRequests, operation => Assert.Equal(owner, operation.EntityOperationCalled?.ParentInstanceId));
        }

        int state = int.Parse(batch.EntityState ?? "0", CultureInfo.InvariantCulture) + batch.OperationRequests.Count;
        await worker.CompleteBatchAsync(
            item, state.ToString(CultureInfo.InvariantCulture), [.. batch.OperationRequests.Select(_ => EntityActions.Success())]);
    }
}
