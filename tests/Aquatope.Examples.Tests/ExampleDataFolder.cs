using Aquatope.Examples.Tests;

[assembly: AssemblyFixture(typeof(ExampleDataFolder))]

namespace Aquatope.Examples.Tests;

/// <summary>Gives the whole test run a data folder of its own, and removes it.</summary>
public sealed class ExampleDataFolder : IDisposable
{
    // A process that this run starts, to measure a stage, shares the folder of its parent.
    private readonly DirectoryInfo? _folder = Environment.GetEnvironmentVariable(ExampleData.FolderVariable) is null
        ? Directory.CreateTempSubdirectory("aquatope-examples-")
        : null;

    public ExampleDataFolder() =>
        Environment.SetEnvironmentVariable(ExampleData.FolderVariable, _folder?.FullName ?? ExampleData.Folder);

    public void Dispose() => _folder?.Delete(recursive: true);
}
