using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Tests.Damage;

/// <summary>What a killed process leaves in the write-ahead log is in order; what only damage explains is refused.</summary>
public sealed partial class WriteAheadLogTests : IAsyncLifetime
{
    private HubHarness _hub = null!;
    private DamagedFiles _files = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await HubHarness.StartAsync();
        for (int i = 0; i < 20; i++)
        {
            await _hub.Client.StartAsync("A", $"instance-{i}", new string('x', 10_000));
        }

        _files = new DamagedFiles(_hub.Database, _hub.Database + ".damaged");
        _files.Renew();
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Theory]
    [InlineData(100)]
    [InlineData(9_000)]
    public async Task StartAsync_LogThatEndsEarly_GoesOnFromTheLastWholeCommit(int missing)
    {
        Change(_files.Log, log => log.SetLength(log.Length - missing));

        await using TaskHubServer server = await TaskHubServer.StartAsync(_hub.Options(_files.Path), CancellationToken.None);

        Assert.InRange((await server.QueueAsync(WorkItemKind.Orchestration, "A")).Backlog, 17, 19);
    }

    /// <summary>
    /// The first kill leaves pages of a transaction without its commit, the second comes after a smaller transaction that
    /// has overwritten some of them: the rest still follow from one another.
    /// </summary>
    [Fact]
    public async Task StartAsync_RemainsOfACutTransactionBehindALaterOne_GoesOn()
    {
        using (SqliteConnection killed = Open(_files.Path))
        {
            Execute(killed, "PRAGMA cache_size=2");
            Execute(killed, "BEGIN");
            Execute(killed, "UPDATE payloads SET input = input || hex(zeroblob(20000))");
            new DamagedFiles(_files.Path, _files.Path + ".first").Renew();
        }

        long length = new FileInfo(_files.Path + ".first-wal").Length;
        using (SqliteConnection killed = Open(_files.Path + ".first"))
        {
            Execute(killed, "UPDATE hubs SET created = created + 1");
            new DamagedFiles(_files.Path + ".first", _files.Path + ".second").Renew();
        }

        Assert.Equal(length, new FileInfo(_files.Path + ".second-wal").Length);
        await using TaskHubServer server = await TaskHubServer.StartAsync(_hub.Options(_files.Path + ".second"), CancellationToken.None);
        Assert.Equal(20, (await server.QueueAsync(WorkItemKind.Orchestration, "A")).Backlog);
    }

    [Fact]
    public async Task StartAsync_LogDamagedBeforeLaterCommits_IsRefusedAndSaysWhereToCut()
    {
        Change(_files.Log, log => Garble(log, log.Length / 2, 5000));

        TaskHubDatabaseException refusal = await AssertRefusedAsync();

        long end = long.Parse(Cut().Match(refusal.Message).Groups["end"].Value, CultureInfo.InvariantCulture);
        Change(_files.Log, log => log.SetLength(end));
        await using TaskHubServer server = await TaskHubServer.StartAsync(_hub.Options(_files.Path), CancellationToken.None);
        Assert.InRange((await server.QueueAsync(WorkItemKind.Orchestration, "A")).Backlog, 5, 15);
    }

    [Theory]
    [InlineData(0, 32)]
    [InlineData(4, 4)]
    [InlineData(24, 8)]
    public async Task StartAsync_LogThatDoesNotBeginAsOne_IsRefused(int offset, int count)
    {
        Change(_files.Log, log => Garble(log, offset, count));

        await AssertRefusedAsync();
    }

    [Fact]
    public async Task StartAsync_FileCutShortBesideALog_IsRefusedHoweverLargeItIs()
    {
        Change(_files.Path, file => file.SetLength(file.Length - 8192));
        Change(_files.Log, log => log.SetLength(32));

        await AssertRefusedAsync();
    }

    private async Task<TaskHubDatabaseException> AssertRefusedAsync()
    {
        (byte[] Database, byte[]? Log) before = _files.Content();
        TaskHubServerOptions options = _hub.Options(_files.Path);
        options.FullCheckBytes = 0;
        TaskHubDatabaseException refusal = await Assert.ThrowsAsync<TaskHubDatabaseException>(() => TaskHubServer.StartAsync(options, CancellationToken.None));
        Assert.Equal(before.Database, _files.Content().Database);
        Assert.Equal(before.Log, _files.Content().Log);
        return refusal;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static void Change(string file, Action<FileStream> change)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        change(stream);
    }

    private static void Garble(FileStream stream, long offset, int count)
    {
        stream.Position = offset;
        stream.Write(Enumerable.Repeat((byte)0xA5, count).ToArray());
    }

    [GeneratedRegex("cut the log to (?<end>[0-9]+) bytes", RegexOptions.CultureInvariant)]
    private static partial Regex Cut();
}
