using System.IO.Compression;

namespace Aquatope.Examples;

/// <summary>The input data and models that are embedded in this assembly.</summary>
internal static class ExampleAssets
{
    /// <summary>Opens an asset, unpacking it when its name ends in <c>.gz</c>.</summary>
    public static Stream Open(string name)
    {
        Stream? stream = typeof(ExampleAssets).Assembly.GetManifestResourceStream("assets/" + name);
        if (stream is null)
        {
            throw new ArgumentException($"There is no asset '{name}' in this assembly.", nameof(name));
        }

        return name.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream;
    }

    public static byte[] ReadBytes(string name)
    {
        using Stream stream = Open(name);
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }

    public static string ReadText(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    public static IEnumerable<string> ReadLines(string name)
    {
        using var reader = new StreamReader(Open(name));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
