using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Aquatope.Forecasting;

/// <summary>The format of model files: a header that says everything but the weights, the weights, and a checksum.</summary>
/// <remarks>
/// Magic "AQMF", format version (32 bits), length and bytes of the kind, of the header (JSON, UTF-8), of each array of
/// weights (32-bit floats), all little-endian; SHA-256 of all that. Scaling, features and calibration are in the header,
/// so that decoding cannot drift from training.
/// </remarks>
internal static class ModelFile
{
    /// <summary>The version that is written and read.</summary>
    public const int Version = 1;

    private const int ChecksumLength = 32;

    private static ReadOnlySpan<byte> Magic => "AQMF"u8;

    /// <summary>Writes a model.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="kind">What kind of model it is.</param>
    /// <param name="header">The header.</param>
    /// <param name="weights">The weights.</param>
    public static void Write(Stream stream, string kind, byte[] header, params ReadOnlySpan<float[]> weights)
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        writer.Write(Magic);
        writer.Write(Version);
        WriteBlock(writer, Encoding.UTF8.GetBytes(kind));
        WriteBlock(writer, header);
        foreach (float[] array in weights)
        {
            byte[] bytes = new byte[array.Length * sizeof(float)];
            for (int i = 0; i < array.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), array[i]);
            }

            WriteBlock(writer, bytes);
        }

        writer.Flush();
        byte[] checksum = SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length));
        content.WriteTo(stream);
        stream.Write(checksum);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="stream">Where from, to its end.</param>
    /// <param name="kind">The kind that is expected.</param>
    /// <returns>The header and the arrays of weights.</returns>
    /// <exception cref="ModelFileException">The file is of another format, version or kind, or damaged.</exception>
    public static (byte[] Header, IReadOnlyList<float[]> Weights) Read(Stream stream, string kind)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        ReadOnlySpan<byte> all = copy.GetBuffer().AsSpan(0, (int)copy.Length);
        ReadOnlySpan<byte> content = CheckedContent(all);
        string found = Encoding.UTF8.GetString(NextBlock(ref content));
        if (found != kind)
        {
            throw new ModelFileException(ModelFileFault.WrongKind, $"The file holds a model of kind '{found}'; '{kind}' was expected.");
        }

        byte[] header = NextBlock(ref content).ToArray();
        var weights = new List<float[]>();
        while (content.Length > 0)
        {
            weights.Add(Floats(NextBlock(ref content)));
        }

        return (header, weights);
    }

    /// <summary>Returns what kind of model a file holds.</summary>
    /// <param name="all">The whole file.</param>
    /// <returns>The kind.</returns>
    /// <exception cref="ModelFileException">The file is of another format or version, or damaged.</exception>
    public static string KindOf(ReadOnlySpan<byte> all)
    {
        ReadOnlySpan<byte> content = CheckedContent(all);
        return Encoding.UTF8.GetString(NextBlock(ref content));
    }

    /// <summary>Makes the exception for a file whose content does not fit together.</summary>
    /// <param name="what">What does not fit.</param>
    /// <param name="cause">The cause, if another exception is.</param>
    /// <returns>The exception.</returns>
    public static ModelFileException Corrupt(string what, Exception? cause = null) =>
        new(ModelFileFault.Corrupt, $"The model file is damaged: {what} Train the model again, or restore the file.", cause);

    private static ReadOnlySpan<byte> CheckedContent(ReadOnlySpan<byte> all)
    {
        if (!all.StartsWith(Magic))
        {
            throw new ModelFileException(ModelFileFault.NotAModel, "The file does not begin as a model file does.");
        }

        int start = Magic.Length + sizeof(int);
        if (all.Length < start + ChecksumLength)
        {
            throw Corrupt("it ends within its first fields.");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(all[Magic.Length..]);
        if (version != Version)
        {
            throw new ModelFileException(ModelFileFault.WrongVersion, $"The model file has format version {version}; this program reads version {Version}. Train the model again.");
        }

        if (!SHA256.HashData(all[..^ChecksumLength]).AsSpan().SequenceEqual(all[^ChecksumLength..]))
        {
            throw Corrupt("its checksum differs.");
        }

        return all[start..^ChecksumLength];
    }

    private static void WriteBlock(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static ReadOnlySpan<byte> NextBlock(ref ReadOnlySpan<byte> content)
    {
        int length = content.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(content);
        if (length < 0 || length > content.Length - sizeof(int))
        {
            throw Corrupt("a block is longer than what is left.");
        }

        ReadOnlySpan<byte> block = content.Slice(sizeof(int), length);
        content = content[(sizeof(int) + length)..];
        return block;
    }

    private static float[] Floats(ReadOnlySpan<byte> bytes)
    {
        var values = new float[bytes.Length / sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
            if (!float.IsFinite(values[i]))
            {
                throw Corrupt($"weight {i} is not finite.");
            }
        }

        return values;
    }
}
