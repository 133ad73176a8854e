namespace Aquatope.Benchmarks.TaskHub;

/// <summary>A database file in a folder of its own, deleted in the end.</summary>
internal sealed class HubDatabaseFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-benchmark-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "hub.db");

    public long Bytes => _folder.EnumerateFiles().Sum(file => file.Length);

    public void Dispose() => _folder.Delete(recursive: true);
}
