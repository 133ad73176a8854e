using System.Net;
using System.Text.RegularExpressions;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Integration.Tests.Hub;

/// <summary>A database whose damage no check at start can see: the bytes of a history, which are whole for SQLite.</summary>
public sealed partial class DamagedHubTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-damaged-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Hub_DamageThatShowsWhileItRuns_EndsWithTheCauseAndLeavesTheFile()
    {
        string database = Path.Combine(_folder, "taskhub.db");
        string id = await MakeAsync(database);
        Garble(database);
        byte[] before = await File.ReadAllBytesAsync(database, Cancellation);
        using var hub = new ProgramProcess("aquatope", _folder, "hub", "--listen", "127.0.0.1:0");
        var address = IPEndPoint.Parse(Address().Match(await hub.HearAsync("Task hub on")).Groups["address"].Value);
        await using var clients = new ClientServices(address);

        RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => clients.Client("default").GetOrchestrationHistoryAsync(id, Cancellation));

        Assert.Equal(StatusCode.DataLoss, refusal.StatusCode);
        (int exitCode, _, string error) = await hub.EndAsync();
        Assert.Equal(2, exitCode);
        Assert.Contains("aquatope: The task hub database", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(database, Cancellation));
    }

    private static async Task<string> MakeAsync(string database)
    {
        await using HubFixture hub = await HubFixture.StartAsync(database);
        using IHost worker = await hub.WorkAsync(tasks => tasks.AddOrchestratorFunc("main", _ => Task.FromResult(1)));
        string id = await hub.Client().ScheduleNewOrchestrationInstanceAsync("main", Cancellation);
        await hub.Client().WaitForInstanceCompletionAsync(id, Cancellation);
        await worker.StopAsync(Cancellation);
        return id;
    }

    private static void Garble(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "UPDATE history SET events = zeroblob(10); PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
    }

    [GeneratedRegex("http://(?<address>[0-9.]+:[0-9]+)/", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
