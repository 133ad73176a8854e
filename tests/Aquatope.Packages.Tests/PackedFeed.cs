using System.Reflection;
using Aquatope.Docs.Tests;

[assembly: AssemblyFixture(typeof(Aquatope.Packages.Tests.PackedFeed))]

namespace Aquatope.Packages.Tests;

/// <summary>Every package of the repository, packed once into a folder that serves as a feed, from what has been built.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-packages-").FullName;

    private static Dictionary<string, string?> Facts { get; } =
        typeof(PackedFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(fact => fact.Key, fact => fact.Value);

    /// <summary>Gets the feed.</summary>
    public string Path => System.IO.Path.Combine(_folder, "feed");

    /// <summary>Gets the packages of the feed.</summary>
    public IEnumerable<string> Packages => Directory.EnumerateFiles(Path, "*.nupkg").Order(StringComparer.Ordinal);

    /// <summary>Gets the version that packages of this build have.</summary>
    public static string Version => Facts["PackedVersion"]!;

    /// <summary>Gets the packages of this build with the Durable Task API: one of our own, or none where Microsoft's are used.</summary>
    public static IEnumerable<string> Api => Facts["PackedApi"]!.Split(';', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Makes a folder with the settings of a user who takes packages from this feed as well as from the usual ones.</summary>
    /// <param name="name">The folder's name.</param>
    /// <returns>The folder.</returns>
    public string NewUser(string name)
    {
        string folder = Directory.CreateDirectory(System.IO.Path.Combine(_folder, name)).FullName;
        File.WriteAllText(System.IO.Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Path}" />
              </packageSources>
            </configuration>
            """);
        return folder;
    }

    /// <summary>Returns the dotnet command of a user.</summary>
    /// <param name="folder">The user's folder.</param>
    internal static DotNet CommandIn(string folder) => new(folder, Facts["PackagesFolder"]!);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() =>
        await new DotNet(Directory.CreateDirectory(System.IO.Path.Combine(_folder, "packer")).FullName, Facts["PackagesFolder"]!).RunAsync(
            "pack", System.IO.Path.Combine(Repository.Root, "Aquatope.Durable.sln"), "--no-build", "-c", Facts["Configuration"]!, "-o", Path, $"-p:DurableTaskSdk={Facts["DurableTaskSdk"]}", "-v", "quiet");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
