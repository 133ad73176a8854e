using System.Text.Json;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Appends records to a log and waits until the disk has them.</summary>
/// <remarks>
/// Each instance writes a segment of its own, so that no two processes write one file; a line that a crash cut short
/// stays the last of its segment and is never read. Thread-safe.
/// </remarks>
internal sealed class SegmentLog<TRecord>(string folder) : IDisposable
{
    private readonly Lock _gate = new();
    private FileStream? _segment;

    public void Append(TRecord record)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(record), (byte)'\n'];
        lock (_gate)
        {
            _segment ??= Open();
            _segment.Write(line);
            _segment.Flush(flushToDisk: true);
        }
    }

    public void Dispose() => _segment?.Dispose();

    private FileStream Open()
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, $"{Guid.NewGuid():N}.jsonl");
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    }
}
