using Aquatope.DurableTask.Protocol;
using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Tests;

public sealed class RecoveryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StartAsync_OpenWorkOfEveryKind_GoesOn(bool crash)
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "waits");
        await worker.TurnAsync("waits", Actions.Timer(1, hub.Clock.GetUtcNow() + TimeSpan.FromMinutes(1)), Actions.Activity(2, "Work"));
        await worker.NextActivityAsync("Work");
        await hub.Client.StartAsync("B", "held");
        await worker.NextTurnAsync("held");
        await hub.Client.RaiseAsync("held", "go", "1");

        await (crash ? hub.CrashAsync() : hub.RestartAsync());
        await worker.DisposeAsync();
        await using TestWorker next = await hub.WorkerAsync();

        WorkItem turn = await next.NextTurnAsync("held");
        Assert.Equal("1", turn.OrchestratorRequest.NewEvents[2].EventRaised.Input);
        WorkItem activity = await next.NextActivityAsync("Work");
        await next.CompleteActivityAsync(activity, "2");
        await next.TurnAsync("waits");
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await next.TurnAsync("waits", Actions.Complete("done"));
        Assert.Equal("done", (await hub.Client.CompletionAsync("waits")).Output);
    }

    [Fact]
    public async Task StartAsync_TokenOfTheEarlierHub_IsRefused()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        WorkItem turn = await worker.NextTurnAsync("x");

        await hub.CrashAsync();

        await hub.Client.CompleteOrchestratorTaskAsync(new OrchestratorResponse { InstanceId = "x", CompletionToken = turn.CompletionToken })
            .RefusedAsync(Grpc.Core.StatusCode.NotFound);
    }

    [Fact]
    public async Task StartAsync_ForeignFile_IsRefusedAndUnchanged()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        string file = hub.Database + ".foreign";
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE notes(text TEXT)";
            command.ExecuteNonQuery();
        }

        await AssertRefusedAsync(hub, file);
    }

    [Fact]
    public async Task StartAsync_NotADatabase_IsRefusedAndUnchanged()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        string file = hub.Database + ".txt";
        await File.WriteAllTextAsync(file, new string('x', 4096), CancellationToken.None);

        await AssertRefusedAsync(hub, file);
        await File.WriteAllTextAsync(file, "x", CancellationToken.None);
        await AssertRefusedAsync(hub, file);
    }

    [Fact]
    public async Task StartAsync_AnotherVersion_IsRefusedAndUnchanged()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await hub.StopAsync();
        using (var connection = new SqliteConnection($"Data Source={hub.Database};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version=999; PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }

        TaskHubDatabaseException refusal = await AssertRefusedAsync(hub, hub.Database);
        Assert.Contains("999", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(8192)]
    [InlineData(20_000)]
    public async Task StartAsync_TruncatedFile_IsRefusedAndUnchanged(int bytes)
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await hub.StopAsync();
        await using (var file = new FileStream(hub.Database, FileMode.Open))
        {
            file.SetLength(bytes);
        }

        await AssertRefusedAsync(hub, hub.Database);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(8192)]
    [InlineData(5 * 8192)]
    public async Task StartAsync_CorruptFile_IsRefusedAndUnchanged(int offset)
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await hub.StopAsync();
        await using (var file = new FileStream(hub.Database, FileMode.Open))
        {
            file.Position = offset;
            file.Write(Enumerable.Repeat((byte)0xA5, 4096).ToArray());
        }

        await AssertRefusedAsync(hub, hub.Database);
    }

    [Fact]
    public async Task StartAsync_FileInUse_IsRefusedAndTheOtherHubGoesOn()
    {
        await using HubHarness hub = await HubHarness.StartAsync();

        TaskHubDatabaseException refusal = await Assert.ThrowsAsync<TaskHubDatabaseException>(
            () => TaskHubServer.StartAsync(hub.Options(hub.Database), CancellationToken.None));

        Assert.Equal(hub.Database, refusal.Database);
        await hub.Client.StartAsync("A", "x");
    }

    [Fact]
    public async Task StartAsync_PortInUse_IsRefusedAndTheFileIsFreeAgain()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        TaskHubServerOptions options = hub.Options(hub.Database + ".second");
        options.Listen.Port = hub.Server.Address.Port;

        TaskHubListenException refusal = await Assert.ThrowsAsync<TaskHubListenException>(() => TaskHubServer.StartAsync(options, CancellationToken.None));

        Assert.Equal(hub.Server.Address.Port, refusal.Endpoint.Port);
        options.Listen.Port = 0;
        await using TaskHubServer second = await TaskHubServer.StartAsync(options, CancellationToken.None);
    }

    [Fact]
    public async Task StartAsync_AddressOfOtherMachines_IsRefused()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        TaskHubServerOptions options = hub.Options(hub.Database + ".second");
        options.Listen = new System.Net.IPEndPoint(System.Net.IPAddress.Any, 0);

        await Assert.ThrowsAsync<TaskHubListenException>(() => TaskHubServer.StartAsync(options, CancellationToken.None));
    }

    private static async Task<TaskHubDatabaseException> AssertRefusedAsync(HubHarness hub, string file)
    {
        byte[] before = await File.ReadAllBytesAsync(file, CancellationToken.None);
        TaskHubDatabaseException refusal = await Assert.ThrowsAsync<TaskHubDatabaseException>(
            () => TaskHubServer.StartAsync(hub.Options(file), CancellationToken.None));
        Assert.Equal(before, await File.ReadAllBytesAsync(file, CancellationToken.None));
        Assert.False(File.Exists(file + "-wal"));
        return refusal;
    }
}
