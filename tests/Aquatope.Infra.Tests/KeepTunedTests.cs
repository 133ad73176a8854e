using System.Text.Json.Nodes;

namespace Aquatope.Infra.Tests;

/// <summary>The script before a deployment, with a stand-in for <c>az</c> that answers from files.</summary>
public sealed class KeepTunedTests : IDisposable
{
    private const string StandIn = """
        #!/bin/sh
        set -eu
        [ "$1 $2" = "storage blob" ]
        case " $* " in *" --auth-mode login --account-name staquatope --container-name aquatope-state "*) ;; *) exit 3 ;; esac
        [ -z "${AZ_FAILS:-}" ] || { echo "ERROR: AuthorizationPermissionMismatch" >&2; exit 1; }
        if [ "$3" = list ]; then cd "$RECORDS"; for record in *; do echo "actuation/production/$record"; done; exit 0; fi
        while [ $# -gt 0 ]; do
          case "$1" in --name) name="$2" ;; --file) file="$2" ;; esac
          shift
        done
        cp "$RECORDS/${name#actuation/production/}" "$file"
        """;

    private const string Record = """{"warmTarget":3,"changedAt":"2026-11-24T12:00:00+00:00","setting":{"memoryMiB":4096,"concurrency":8,"warm":3}}""";

    private readonly DirectoryInfo _infra = BicepFixture.Copy();
    private readonly DirectoryInfo _tools = Directory.CreateTempSubdirectory("aquatope-az-");
    private readonly DirectoryInfo _records = Directory.CreateTempSubdirectory("aquatope-records-");

    public KeepTunedTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for a POSIX shell.");
        string az = Path.Combine(_tools.FullName, "az");
        File.WriteAllText(az, StandIn);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private string Tuned => Path.Combine(_infra.FullName, "tuned.json");

    public void Dispose()
    {
        _infra.Delete(recursive: true);
        _tools.Delete(recursive: true);
        _records.Delete(recursive: true);
    }

    [Fact]
    public async Task Run_RecordsThere_WritesThemByStage()
    {
        File.WriteAllText(Path.Combine(_records.FullName, "FindMarks"), Record);
        File.WriteAllText(Path.Combine(_records.FullName, "ReadDigits"), Record);
        File.WriteAllText(Path.Combine(_records.FullName, "RouteParcel"), string.Empty);
        Assert.Equal(0, await RunAsync(("STORAGE_ACCOUNT_NAME", "staquatope"), ("STATE_CONTAINER_NAME", "aquatope-state")));

        JsonObject tuned = JsonNode.Parse(File.ReadAllText(Tuned))!.AsObject();
        Assert.Equal(["FindMarks", "ReadDigits"], tuned.Select(stage => stage.Key));
        Assert.All(tuned, stage => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Record), stage.Value)));
    }

    [Fact]
    public async Task Run_FirstDeployment_LeavesTheFileAlone()
    {
        File.WriteAllText(Tuned, "{ }");
        Assert.Equal(0, await RunAsync());

        Assert.Equal("{ }", File.ReadAllText(Tuned));
    }

    [Fact]
    public async Task Run_RecordsCannotBeRead_EndsTheDeploymentAndLeavesTheFileAlone()
    {
        File.WriteAllText(Tuned, "{ }");
        Assert.NotEqual(0, await RunAsync(("STORAGE_ACCOUNT_NAME", "staquatope"), ("STATE_CONTAINER_NAME", "aquatope-state"), ("AZ_FAILS", "1")));

        Assert.Equal("{ }", File.ReadAllText(Tuned));
    }

    private Task<int> RunAsync(params (string Name, string Value)[] variables) =>
        InfraScript.RunAsync(Path.Combine(_infra.FullName, "keep-tuned.sh"), _tools, [.. variables, ("RECORDS", _records.FullName)]);
}
