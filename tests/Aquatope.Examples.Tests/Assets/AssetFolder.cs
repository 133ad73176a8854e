using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Aquatope.Examples.Tests.Assets;

/// <summary>The folder of committed assets, found from where this source file was compiled.</summary>
internal static class AssetFolder
{
    public static void Write(string name, byte[] content)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    public static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private static string PathOf(string name, [CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(
            Path.GetDirectoryName(source)!, "../../../functions/Aquatope.Examples/Assets", name));
}
