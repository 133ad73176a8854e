namespace Aquatope.Examples.Video;

/// <summary>Cuts a stream of concatenated JPEGs (motion JPEG) into frames and joins frames to a stream.</summary>
internal static class MotionJpeg
{
    private const byte Marker = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;

    /// <summary>
    /// Returns the frames. Within the entropy-coded part of a baseline JPEG every 0xFF is followed by zero or a restart
    /// marker, and its headers here embed no thumbnails, so the first end marker after a start is the frame's end.
    /// </summary>
    public static List<byte[]> Frames(byte[] stream)
    {
        var frames = new List<byte[]>();
        int at = 0;
        while (at < stream.Length)
        {
            if (stream.Length - at < 4 || stream[at] != Marker || stream[at + 1] != StartOfImage)
            {
                throw new InvalidDataException($"Expected a JPEG to begin at byte {at} of the motion JPEG stream.");
            }

            int length = stream.AsSpan(at).IndexOf([Marker, EndOfImage]);
            if (length < 0)
            {
                throw new InvalidDataException($"The JPEG at byte {at} of the motion JPEG stream has no end.");
            }

            frames.Add(stream[at..(at + length + 2)]);
            at += length + 2;
        }

        return frames;
    }

    public static byte[] Join(IEnumerable<byte[]> frames)
    {
        using var stream = new MemoryStream();
        foreach (byte[] frame in frames)
        {
            stream.Write(frame);
        }

        return stream.ToArray();
    }
}
