using Aquatope.DurableTask.Protocol;
using Grpc.Core;
using Grpc.Net.Client;
using Client = Aquatope.DurableTask.Protocol.TaskHubSidecarService.TaskHubSidecarServiceClient;

namespace Aquatope.TaskHub.Tests.Damage;

/// <summary>
/// A damaged database is refused and left as it is, or, where the damage shows only later, the hub stops then, says so, and
/// writes nothing more. Nothing is ever answered with anything else.
/// </summary>
public sealed class RandomDamageTests
{
    private const int Cases = 40;

    /// <summary>Gets the seeds, whether the file seems too large to be checked whole, and whether it has a log beside it.</summary>
    public static TheoryData<int, bool, bool> Runs => new() { { 1, false, false }, { 2, true, false }, { 3, false, true }, { 4, true, true } };

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task StartAsync_DamagedAtRandom_RefusesOrStopsAndNeverWritesOverIt(int seed, bool large, bool log)
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        IReadOnlyList<string> ids = await FillAsync(hub);
        var files = new DamagedFiles(await KeepAsync(hub, log), hub.Database + ".damaged");
        var random = new Random(seed);
        int refused = 0;
        int stopped = 0;
        for (int i = 0; i < Cases; i++)
        {
            files.Renew();
            string damage = files.Damage(random);
            (byte[] Database, byte[]? Log) before = files.Content();
            try
            {
                stopped += await SurvivesAsync(hub, files, large, ids) ? 0 : 1;
            }
            catch (TaskHubDatabaseException)
            {
                refused++;
                Assert.True(Same(before, files.Content()), damage);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Case {i} of seed {seed}, {damage}: {exception.Message}", exception);
            }
        }

        // The rest hit what no longer counts: free space, or pages whose newer state is in the log.
        Assert.True(refused + stopped > Cases / 4, $"Only {refused} of {Cases} were refused, {stopped} stopped.");
    }

    /// <summary>Starts a hub and calls it in many ways; returns whether it served all calls, or false if it stopped in order.</summary>
    private static async Task<bool> SurvivesAsync(HubHarness hub, DamagedFiles files, bool large, IReadOnlyList<string> ids)
    {
        TaskHubServerOptions options = hub.Options(files.Path);
        options.FullCheckBytes = large ? 0 : options.FullCheckBytes;
        TaskHubServer server = await TaskHubServer.StartAsync(options, CancellationToken.None);
        await using (server.ConfigureAwait(false))
        {
            using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { MaxReceiveMessageSize = null });
            var client = new Client(channel);
            try
            {
                await UseAsync(client, ids);
                return true;
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.DataLoss)
            {
                // Told below.
            }

            await Assert.ThrowsAsync<TaskHubDatabaseException>(() => server.Stopped.WaitAsync(HubHarness.Patience));
            (byte[], byte[]?) then = files.Content();
            await client.StartInstanceAsync(new CreateInstanceRequest { Name = "A" }).RefusedAsync(StatusCode.DataLoss);
            await client.QueryInstancesAsync(new QueryInstancesRequest()).RefusedAsync(StatusCode.DataLoss);
            await server.DisposeAsync();
            Assert.True(Same(then, files.Content()), "The files changed after the hub had stopped.");
            return false;
        }
    }

    private static async Task UseAsync(Client client, IReadOnlyList<string> ids)
    {
        await client.QueryInstancesAsync(new QueryInstancesRequest { Query = new InstanceQuery { FetchInputsAndOutputs = true, MaxInstanceCount = 1000 } });
        await client.QueryEntitiesAsync(new QueryEntitiesRequest { Query = new EntityQuery { IncludeState = true, IncludeTransient = true } });
        foreach (string id in ids)
        {
            try
            {
                await client.HistoryAsync(id);
                await client.RaiseAsync(id, "go", "1");
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
            {
                // The damage has changed the name of an instance, which nobody can tell.
            }
        }

        await client.StartAsync("A", $"new-{Guid.NewGuid():N}");
        using AsyncServerStreamingCall<WorkItem> stream = client.GetWorkItems(new GetWorkItemsRequest());
        Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(HubHarness.Patience));
        await client.PurgeInstancesAsync(new PurgeInstancesRequest { PurgeInstanceFilter = new PurgeInstanceFilter() });
    }

    /// <summary>Makes instances of every kind: with small and large payloads, done, waiting for activities, timers and events.</summary>
    private static async Task<IReadOnlyList<string>> FillAsync(HubHarness hub)
    {
        var ids = new List<string>();
        await using TestWorker worker = await hub.WorkerAsync(new GetWorkItemsRequest { WorkItemFilters = new WorkItemFilters { Orchestrations = { new OrchestrationFilter { Name = "A" } } } });
        for (int i = 0; i < 40; i++)
        {
            string id = $"instance-{i}";
            ids.Add(id);
            await hub.Client.StartAsync("A", id, new string((char)('a' + (i % 26)), i * 700));
            OrchestratorAction next = (i % 4) switch
            {
                0 => Actions.Complete(new string('o', i * 300)),
                1 => Actions.Activity(1, "Work", new string('w', i * 100)),
                2 => Actions.Timer(1, hub.Clock.GetUtcNow() + TimeSpan.FromHours(i)),
                _ => Actions.Child(1, "B", $"child-{i}", "1"),
            };
            await worker.TurnAsync(id, next);
            await hub.Client.SignalEntityAsync(new SignalEntityRequest { InstanceId = $"@counter@{i}", Name = "add", RequestId = $"{i}", Input = "1" });
        }

        return ids;
    }

    /// <summary>Returns the hub's file as a clean stop leaves it, or as a kill does, with its log.</summary>
    private static async Task<string> KeepAsync(HubHarness hub, bool log)
    {
        if (log)
        {
            await hub.CrashAsync();
            await hub.Client.StartAsync("A", "one-more");
            string kept = hub.Database + ".kept";
            File.Copy(hub.Database, kept);
            File.Copy(hub.Database + "-wal", kept + "-wal");
            return kept;
        }

        await hub.StopAsync();
        return hub.Database;
    }

    private static bool Same((byte[] Database, byte[]? Log) one, (byte[] Database, byte[]? Log) other) =>
        one.Database.AsSpan().SequenceEqual(other.Database) && (one.Log ?? []).AsSpan().SequenceEqual(other.Log ?? []);
}
