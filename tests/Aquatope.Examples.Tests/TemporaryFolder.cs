namespace Aquatope.Examples.Tests;

/// <summary>A folder of one test's own, removed with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-examples-");

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
