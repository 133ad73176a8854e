using Aquatope.Tuning;
using Microsoft.Data.Sqlite;

namespace Aquatope.Local.Tests;

public sealed class LocalStoreTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("aquatope-store-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_directory, "reports.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Write_StageReport_IsReadBackInOrderOfEnd()
    {
        await using LocalStore store = LocalStore.Open(File);
        store.Write(Stage("b", endsAtSecond: 20));
        store.Write(Stage("a", endsAtSecond: 10));
        store.Write(Stage("a", endsAtSecond: 5) with { Lane = "trial-1" });

        List<StageReport> read = await store.ReadStagesAsync(Query(), Cancellation).ToListAsync(Cancellation);

        Assert.Equal([Stage("a", 10), Stage("b", 20)], read);
    }

    [Fact]
    public async Task ReadStages_OneInstance_LeavesOutTheOthers()
    {
        await using LocalStore store = LocalStore.Open(File);
        store.Write(Stage("a", 10));
        store.Write(Stage("b", 20));

        List<StageReport> read = await store.ReadStagesAsync(Query() with { InstanceId = "b" }, Cancellation).ToListAsync(Cancellation);

        Assert.Equal("b", Assert.Single(read).InstanceId);
    }

    [Fact]
    public async Task Write_WorkflowReportTwice_KeepsTheFirst()
    {
        await using LocalStore store = LocalStore.Open(File);
        WorkflowReport report = new()
        {
            Lane = "production",
            Workflow = "Thumbnails",
            InstanceId = "a",
            StartedAt = DateTimeOffset.UnixEpoch,
            Latency = TimeSpan.FromMilliseconds(250),
            Failed = false,
        };
        store.Write(report);
        store.Write(report with { Failed = true });

        Assert.Equal(report, Assert.Single(await store.ReadWorkflowsAsync(Query(), Cancellation).ToListAsync(Cancellation)));
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherVersion_IsRefusedAndNotChanged()
    {
        await LocalStore.Open(File).DisposeAsync();
        Execute("PRAGMA user_version = 7");
        byte[] before = await System.IO.File.ReadAllBytesAsync(File, Cancellation);

        Assert.Equal(File, Assert.Throws<LocalStoreException>(() => LocalStore.Open(File)).File);
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File, Cancellation));
    }

    [Fact]
    public async Task Open_FileThatIsNoDatabase_IsRefusedAndNotChanged()
    {
        await System.IO.File.WriteAllTextAsync(File, "not a database, but long enough to have a header of its own", Cancellation);

        Assert.Throws<LocalStoreException>(() => LocalStore.Open(File));
        Assert.StartsWith("not a database", await System.IO.File.ReadAllTextAsync(File, Cancellation), StringComparison.Ordinal);
    }

    private static ReportQuery Query() => new() { Lane = "production", Workflow = "Thumbnails" };

    private static StageReport Stage(string instanceId, int endsAtSecond) => new()
    {
        Lane = "production",
        Workflow = "Thumbnails",
        InstanceId = instanceId,
        Stage = "Resize",
        ScheduledAt = DateTimeOffset.UnixEpoch.AddSeconds(endsAtSecond - 1),
        QueueWait = TimeSpan.FromMilliseconds(400),
        ColdStart = TimeSpan.FromMilliseconds(100),
        Execution = TimeSpan.FromMilliseconds(600),
        CpuTime = TimeSpan.FromMilliseconds(500),
        PeakMemoryMiB = 42.5,
        Configuration = new ResourceConfiguration(0.5, 256, 2),
        Outcome = StageOutcome.Completed,
        Cost = 1.25e-6,
    };

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
