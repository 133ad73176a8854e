namespace Aquatope.Infra.Tests;

/// <summary>The script after a deployment, with stand-ins for <c>az</c> and <c>dotnet</c> that write down how they are called.</summary>
public sealed class DeployPackageTests : IDisposable
{
    private const string Az = """
        #!/bin/sh
        [ "$1 $2 $3 $4" = "functionapp deployment source config-zip" ] || exit 3
        while [ $# -gt 0 ]; do
          case "$1" in --name) name="$2" ;; --src) package="$2" ;; --resource-group) group="$2" ;; esac
          shift
        done
        [ "${AZ_FAILS:-}" != "$name" ] || exit 1
        unzip -Z1 "$package" | grep -q '^host.json$' || exit 4
        echo "$group/$name" >> "$CALLS"
        """;

    private const string Dotnet = """
        #!/bin/sh
        [ "$1" = publish ] || exit 3
        case "$2" in */functions/Aquatope.Functions) ;; *) exit 3 ;; esac
        case " $* " in *" -p:DurableTaskSdk=Microsoft "*) ;; *) exit 3 ;; esac
        while [ $# -gt 0 ]; do
          case "$1" in --output) mkdir -p "$2" && echo '{}' > "$2/host.json" ;; esac
          shift
        done
        """;

    private readonly DirectoryInfo _infra = BicepFixture.Copy();
    private readonly DirectoryInfo _tools = Directory.CreateTempSubdirectory("aquatope-tools-");

    public DeployPackageTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for a POSIX shell.");
        Assert.SkipUnless(File.Exists("/usr/bin/zip") && File.Exists("/usr/bin/unzip"), "The script packs with zip, which is not installed.");
        Write("az", Az);
        Write("dotnet", Dotnet);
    }

    private string Calls => Path.Combine(_tools.FullName, "calls");

    public void Dispose()
    {
        _infra.Delete(recursive: true);
        _tools.Delete(recursive: true);
    }

    [Fact]
    public async Task Run_SeveralApps_BringsThePackageToEach()
    {
        Assert.Equal(0, await RunAsync(("PACKAGE_APP_NAMES", """["func-a", "func-b","func-c"]"""), ("AZURE_RESOURCE_GROUP", "rg-aquatope")));

        Assert.Equal(["rg-aquatope/func-a", "rg-aquatope/func-b", "rg-aquatope/func-c"], File.ReadAllLines(Calls).Order());
    }

    [Fact]
    public async Task Run_OneAppFails_EndsInAnError() => Assert.NotEqual(
        0, await RunAsync(("PACKAGE_APP_NAMES", """["func-a","func-b"]"""), ("AZURE_RESOURCE_GROUP", "rg-aquatope"), ("AZ_FAILS", "func-b")));

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Run_NoOtherApps_PublishesNothing(string apps)
    {
        Assert.Equal(0, await RunAsync(("PACKAGE_APP_NAMES", apps)));

        Assert.False(File.Exists(Calls));
    }

    private void Write(string name, string text)
    {
        string path = Path.Combine(_tools.FullName, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private Task<int> RunAsync(params (string Name, string Value)[] variables) =>
        InfraScript.RunAsync(Path.Combine(_infra.FullName, "deploy-package.sh"), _tools, [.. variables, ("CALLS", Calls)]);
}
