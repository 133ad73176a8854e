using System.Diagnostics;
using System.Reflection;

namespace Aquatope.Infra.Tests;

/// <summary>The Bicep compiler, offline, and a copy of <c>infra</c> that it may write to.</summary>
public sealed class BicepFixture : IDisposable
{
    public static readonly string Infra = Path.Combine(AppContext.BaseDirectory, "infra");

    private static readonly string[] Deployment =
    [
        "--subscription-id", "00000000-0000-0000-0000-000000000001", "--tenant-id", "00000000-0000-0000-0000-000000000002",
        "--location", "eastus", "--deployment-name", "aquatope",
    ];

    // What the parameter files take from the environment.
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["AZURE_ENV_NAME"] = "aquatope",
        ["AZURE_LOCATION"] = "eastus",
        ["AQUATOPE_SCHEDULER_PRICE_PER_ACTION"] = "0.00001",
        ["AQUATOPE_CONTAINER_PRICE_PER_VCPU_SECOND"] = "0.00002",
        ["AQUATOPE_CONTAINER_PRICE_PER_GIB_SECOND"] = "0.000003",
        ["AQUATOPE_IMAGE"] = "images.azurecr.io/aquatope-worker:0.1.0",
        ["AQUATOPE_REGISTRY_ID"] = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/images",
    };

    // The compiler unpacks itself, once, for which it needs a folder that it may write to.
    private readonly DirectoryInfo _unpacked = Directory.CreateTempSubdirectory("aquatope-bicep-");

    public void Dispose() => _unpacked.Delete(recursive: true);

    /// <summary>Makes a copy of <c>infra</c>.</summary>
    internal static DirectoryInfo Copy()
    {
        DirectoryInfo copy = Directory.CreateTempSubdirectory("aquatope-infra-");
        foreach (string file in Directory.EnumerateFiles(Infra, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy.FullName, Path.GetRelativePath(Infra, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>Foretells a deployment of a parameter file: <c>validate</c> compares with the snapshot beside it, <c>overwrite</c> writes it.</summary>
    internal Task<(int ExitCode, string Said)> SnapshotAsync(string file, string mode) => RunAsync(["snapshot", file, "--mode", mode, .. Deployment]);

    /// <summary>Runs the compiler.</summary>
    internal async Task<(int ExitCode, string Said)> RunAsync(params string[] args)
    {
        string bicep = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "Bicep").Value!;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The Bicep compiler's package is for Linux.");
        var start = new ProcessStartInfo(bicep, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = _unpacked.FullName;
        foreach ((string name, string value) in Variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        string error = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, (await output + error).Trim());
    }
}
