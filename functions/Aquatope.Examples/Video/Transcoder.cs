using System.Buffers.Binary;
using SkiaSharp;

namespace Aquatope.Examples.Video;

/// <summary>Encodes the frames of a chunk anew as WebP, on every processor there is.</summary>
/// <remarks>The artefact holds, per frame, its length as four little-endian bytes and then the WebP image.</remarks>
internal static class Transcoder
{
    private const float Quality = 60;

    public static async Task<EncodedChunk> TranscodeAsync(ClipChunk chunk, ArtefactStore artefacts)
    {
        List<byte[]> frames = MotionJpeg.Frames(await artefacts.GetAsync(chunk.Artefact));
        var encoded = new byte[frames.Count][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, encoded.Length, options, i =>
        {
            using SKBitmap bitmap = ImageCodec.Decode(frames[i], SKColorType.Rgba8888);
            encoded[i] = ImageCodec.EncodeWebp(bitmap, Quality);
        });

        byte[] packed = Pack(encoded);
        return new EncodedChunk(chunk.Index, encoded.Length, packed.Length, await artefacts.PutAsync(packed));
    }

    public static List<byte[]> Unpack(byte[] packed)
    {
        var frames = new List<byte[]>();
        for (int at = 0; at < packed.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(at));
            frames.Add(packed[(at + sizeof(int))..(at + sizeof(int) + length)]);
            at += sizeof(int) + length;
        }

        return frames;
    }

    private static byte[] Pack(byte[][] frames)
    {
        var packed = new byte[frames.Sum(frame => sizeof(int) + frame.Length)];
        int at = 0;
        foreach (byte[] frame in frames)
        {
            BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(at), frame.Length);
            frame.CopyTo(packed, at + sizeof(int));
            at += sizeof(int) + frame.Length;
        }

        return packed;
    }
}
