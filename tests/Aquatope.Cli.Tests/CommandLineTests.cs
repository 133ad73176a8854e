using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Aquatope.Cli.Tests;

/// <summary>What a user does wrong costs one line on standard error and exit code 2, and nothing else.</summary>
[Collection(OneConsole.Name)]
public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("'wrong'", "run", "wrong")]
    [InlineData("'--wrong'", "run", "--wrong")]
    [InlineData("'--wrong'", "hub", "--wrong")]
    [InlineData("'wrong'", "wrong")]
    [InlineData("--load", "run", "--load", "missing-file")]
    [InlineData("--load", "run", "--load", "0")]
    [InlineData("--load", "run", "--load", "-3")]
    [InlineData("--objective", "run", "--objective", "fast")]
    [InlineData("--objective", "run", "--objective", "0ms@p95")]
    [InlineData("--objective", "run", "--objective", "800ms@p100")]
    [InlineData("--minutes", "run", "--minutes", "0")]
    [InlineData("--minutes", "run", "--minutes", "NaN")]
    [InlineData("minutes", "run", "--minutes", "soon")]
    [InlineData("--listen", "run", "--listen", "nowhere")]
    [InlineData("0.0.0.0", "hub", "--listen", "0.0.0.0:0")]
    [InlineData("'sideways'", "hub", "--durability", "sideways")]
    [InlineData("'1'", "hub", "--durability", "1")]
    public async Task RunAsync_WrongUse_IsOneLineThatNamesTheCause(string cause, params string[] args) =>
        AssertRefused(cause, await CapturedConsole.RunAsync(args));

    [Fact]
    public async Task RunAsync_DataInAFile_IsOneLineThatNamesTheOption()
    {
        string file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "mine", TestContext.Current.CancellationToken);

        AssertRefused("--data", await CapturedConsole.RunAsync("run", "chain", "--data", Path.Combine(file, "data")));
    }

    [Theory]
    [InlineData("0,1\n5,x", "line 2")]
    [InlineData("1,1", "line 1")]
    [InlineData("0,1\n0,2", "line 2")]
    [InlineData("0,1\n10,end\n20,1", "line 3")]
    [InlineData("0,0", "starts no execution")]
    [InlineData("", "starts no execution")]
    public async Task RunAsync_BrokenLoadFile_NamesTheLine(string content, string cause)
    {
        string file = InFolder("load.csv");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        AssertRefused(cause, await CapturedConsole.RunAsync("run", "--load", file));
    }

    [Theory]
    [InlineData("hub", "--database")]
    [InlineData("run", "--data")]
    public async Task RunAsync_DatabaseOfAnotherProgram_RefusesAndLeavesItAlone(string command, string option)
    {
        string file = command == "hub" ? InFolder("taskhub.db") : InFolder("reports.db");
        await File.WriteAllTextAsync(file, "not a database, and more than a hundred bytes of it: " + new string('x', 100), TestContext.Current.CancellationToken);

        await AssertRefusedUnchangedAsync(file, command, option, command == "hub" ? file : _folder.FullName);
    }

    [Theory]
    [InlineData("hub", "taskhub.db", "AQTH")]
    [InlineData("run", "taskhub.db", "AQTH")]
    [InlineData("run", "reports.db", "AQST")]
    public async Task RunAsync_DatabaseOfAnotherVersion_RefusesAndLeavesItAlone(string command, string database, string mark)
    {
        string file = InFolder(database);
        MakeDatabase(file, BinaryPrimitives.ReadInt32BigEndian(Encoding.ASCII.GetBytes(mark)), version: 99);

        string[] arguments = command == "hub" ? ["--database", file] : ["--data", _folder.FullName];
        await AssertRefusedUnchangedAsync(file, [command, .. arguments]);
    }

    [Theory]
    [InlineData("hub", "--database")]
    [InlineData("run", "--data")]
    public async Task RunAsync_PortInUse_NamesThePort(string command, string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string address = taken.LocalEndpoint.ToString()!;

        AssertRefused(address, await CapturedConsole.RunAsync(command, "--listen", address, option, InFolder("data")));
    }

    [Fact]
    public async Task RunAsync_Help_IsForReaders()
    {
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync("run", "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("--objective", output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    private static void AssertRefused(string cause, (int ExitCode, string Output, string Error) result)
    {
        Assert.Equal(CommandLine.WrongUse, result.ExitCode);
        Assert.Empty(result.Output);
        string line = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("aquatope: ", line, StringComparison.Ordinal);
        Assert.Contains(cause, line, StringComparison.Ordinal);
    }

    private static async Task AssertRefusedUnchangedAsync(string file, params string[] args)
    {
        byte[] before = SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));

        AssertRefused(Path.GetFileName(file), await CapturedConsole.RunAsync(args));

        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
    }

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);

    private static void MakeDatabase(string file, int application, int version)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture, $"PRAGMA application_id={application}; PRAGMA user_version={version}; CREATE TABLE instances(key)");
        command.ExecuteNonQuery();
    }
}
