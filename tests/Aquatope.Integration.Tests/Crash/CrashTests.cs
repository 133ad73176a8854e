using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Aquatope.Crash.Program;
using Microsoft.DurableTask.Client;

namespace Aquatope.Integration.Tests.Crash;

/// <summary>
/// Kills hub, workers and client again and again, lets writes of the hub fail or be cut, and then asks whether every
/// execution ended as it was seen to end, and whether every history replays.
/// </summary>
[Collection(WholeMachine.Name)]
public sealed class CrashTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-crash-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task Processes_KilledAtRandom_EveryExecutionEndsOnceAndReplays() => KillAsync(kills: 16, executions: 400, seed: 1);

    /// <summary>The same at length; takes some minutes: <c>dotnet test --project tests/Aquatope.Integration.Tests --explicit only --filter-class "*CrashTests"</c>.</summary>
    [Fact(Explicit = true)]
    public Task Processes_KilledAtRandomTwoHundredTimes_EveryExecutionEndsOnceAndReplays() => KillAsync(kills: 240, executions: 12_000, seed: 2);

    private async Task KillAsync(int kills, int executions, int seed)
    {
        string log = Path.Combine(_folder, "client.log");
        IPEndPoint address = FreePort(seed);
        using (var crowd = new CrashCrowd(_folder, address, log, executions))
        {
            try
            {
                await crowd.KillAsync(kills, seed);
                await crowd.EndAsync();
            }
            catch (Exception stalled) when (stalled is InvalidOperationException or TimeoutException)
            {
                Assert.Fail($"The work stalled. {await crowd.DescribeAsync()}{stalled}");
            }
        }

        await using HubFixture hub = await HubFixture.StartAsync(Path.Combine(_folder, "hub.db"));
        await using DurableTaskClient client = hub.Client();
        await AssertEndedAsSeenAsync(client, ClientLog.Read(log), executions);
        await AssertAllReplayAsync(client, hub.Address);
    }

    private static async Task AssertEndedAsSeenAsync(DurableTaskClient client, IReadOnlyList<string> log, int executions)
    {
        Dictionary<int, string> seen = log.Select(ClientLog.EndOf).OfType<(int Index, string Output)>()
            .GroupBy(end => end.Index)
            .ToDictionary(ends => ends.Key, ends => Assert.Single(ends.Select(end => end.Output).Distinct()));
        Assert.Equal(executions, seen.Count);
        foreach ((int index, string output) in seen)
        {
            OrchestrationMetadata? stored = await client.GetInstanceAsync(CrashClient.IdOf(index), getInputsAndOutputs: true, Cancellation);
            Assert.Equal(output, $"{stored?.RuntimeStatus} {stored?.SerializedOutput}");
            Outcome outcome = JsonSerializer.Deserialize<Outcome>(stored!.SerializedOutput!)!;
            Assert.Equal(OrchestrationRuntimeStatus.Completed, stored.RuntimeStatus);
            Assert.Equal(index, outcome.Index);
            Assert.Equal(CrashOrchestrations.MarksOf(stored.Name), outcome.Marks.Distinct().Count());
        }
    }

    private static async Task AssertAllReplayAsync(DurableTaskClient client, IPEndPoint address)
    {
        using var histories = new RecordedHistories(address);
        await foreach (OrchestrationMetadata instance in client.GetAllInstancesAsync(new OrchestrationQuery()).WithCancellation(Cancellation))
        {
            Assert.Equal(OrchestrationRuntimeStatus.Completed, instance.RuntimeStatus);
            await histories.AssertReplaysAsync(instance.InstanceId, CrashOrchestrations.Create(instance.Name), Cancellation);
        }
    }

    /// <summary>Finds a port below those that outgoing connections are given, so that a restarted hub finds it free again.</summary>
    private static IPEndPoint FreePort(int seed)
    {
        for (int port = 21_000 + (seed * 100); ; port++)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return new IPEndPoint(IPAddress.Loopback, port);
            }
            catch (SocketException)
            {
                // Taken; the next one.
            }
        }
    }
}
