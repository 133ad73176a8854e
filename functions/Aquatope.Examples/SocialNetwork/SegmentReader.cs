using System.Text.Json;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Reads what was appended to all segments of a log since the last time. Not thread-safe.</summary>
internal sealed class SegmentReader<TRecord>(string folder)
{
    private readonly Dictionary<string, long> _read = new(StringComparer.Ordinal);

    public List<TRecord> ReadNew()
    {
        var records = new List<TRecord>();
        if (!Directory.Exists(folder))
        {
            return records;
        }

        foreach (string path in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
        {
            using var segment = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            long from = _read.GetValueOrDefault(path);
            segment.Position = from;
            var bytes = new byte[segment.Length - from];
            segment.ReadExactly(bytes);

            // The last line may still be on its way.
            int whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
            for (int at = 0; at < whole;)
            {
                int length = bytes.AsSpan(at).IndexOf((byte)'\n');
                records.Add(JsonSerializer.Deserialize<TRecord>(bytes.AsSpan(at, length))!);
                at += length + 1;
            }

            _read[path] = from + whole;
        }

        return records;
    }
}
