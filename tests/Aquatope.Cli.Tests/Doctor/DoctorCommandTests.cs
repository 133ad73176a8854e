using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Aquatope.Cli.Tests.Doctor;

[Collection(OneConsole.Name)]
public sealed class DoctorCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-doctor-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task RunAsync_OnThisMachine_TellsOfEverythingAndLeavesNothing()
    {
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync("doctor", "--json", "--data", Path.Combine(_folder.FullName, "not", "yet"));

        JsonObject document = JsonNode.Parse(output)!.AsObject();
        Assert.Equal(
            ["limits", "processors", "memory", "disk", "loopback", "hub's port", ".NET", "clock"],
            document["checks"]!.AsArray().Select(check => check!["name"]!.GetValue<string>()));
        Assert.Equal(exitCode == 0, document["ok"]!.GetValue<bool>());
        Assert.Empty(error);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task RunAsync_WhereSomethingListensOnTheHubsPort_WarnsAndSaysWhatToDo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string address = taken.LocalEndpoint.ToString()!;

        (int exitCode, string output, _) = await CapturedConsole.RunAsync("doctor", "--listen", address, "--data", _folder.FullName);

        Assert.Equal(0, exitCode);
        Assert.Contains($"{address} cannot be had", output, StringComparison.Ordinal);
        Assert.Contains("aquatope hub --listen", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WhereNothingCanBeWritten_Fails()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no folder on Windows that nobody can write to.");

        (int exitCode, string output, _) = await CapturedConsole.RunAsync("doctor", "--data", "/proc/self");

        Assert.Equal(CommandLine.Failed, exitCode);
        Assert.Contains("cannot be written", output, StringComparison.Ordinal);
    }
}
