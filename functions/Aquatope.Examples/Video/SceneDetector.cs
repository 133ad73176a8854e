namespace Aquatope.Examples.Video;

/// <summary>Finds cuts by the difference of luma histograms, and measures motion by block matching.</summary>
/// <remarks>
/// Histogram difference: Zhang, Kankanhalli and Smoliar (1993), section 2.2. Motion: exhaustive search for the least
/// sum of absolute differences. A cut between two chunks is found by comparing the chunks' first and last frames when
/// they are merged, so a chunk reports only cuts within it.
/// </remarks>
internal static class SceneDetector
{
    public const double CutThreshold = 0.5;

    private const int Bins = 32;
    private const int Block = 16;
    private const int Range = 6;

    public static async Task<ChunkScenes> DetectAsync(ClipChunk chunk, ArtefactStore artefacts)
    {
        List<byte[]> frames = MotionJpeg.Frames(await artefacts.GetAsync(chunk.Artefact));
        var planes = frames.ConvertAll(ImageCodec.DecodeGrey);
        var cuts = new List<int>();
        double motion = 0;
        int moves = 0;
        for (int i = 1; i < planes.Count; i++)
        {
            if (Difference(planes[i - 1].Pixels, planes[i].Pixels) > CutThreshold)
            {
                cuts.Add(chunk.FirstFrame + i);
            }
            else
            {
                motion += Motion(planes[i - 1].Pixels, planes[i].Pixels, planes[i].Width);
                moves++;
            }
        }

        return new ChunkScenes(chunk.Index, cuts, Math.Round(motion / Math.Max(1, moves), 3));
    }

    /// <summary>Half the sum of absolute differences of two normalised histograms, in [0, 1].</summary>
    public static double Difference(byte[] before, byte[] after)
    {
        var histogram = new int[Bins];
        for (int i = 0; i < before.Length; i++)
        {
            histogram[before[i] * Bins / 256]++;
            histogram[after[i] * Bins / 256]--;
        }

        return histogram.Sum(Math.Abs) / (2.0 * before.Length);
    }

    /// <summary>The mean length of the motion vectors of 16 x 16 blocks, in pixels.</summary>
    public static double Motion(byte[] before, byte[] after, int width)
    {
        int height = after.Length / width;
        double total = 0;
        int blocks = 0;
        for (int y = Range; y + Block + Range <= height; y += Block)
        {
            for (int x = Range; x + Block + Range <= width; x += Block)
            {
                total += BestMove(before, after, width, (y * width) + x);
                blocks++;
            }
        }

        return total / Math.Max(1, blocks);
    }

    private static double BestMove(byte[] before, byte[] after, int width, int at)
    {
        // Staying put wins ties, so that flat areas do not seem to move.
        int least = Sad(before, after, width, at, at);
        double length = 0;
        for (int dy = -Range; dy <= Range; dy++)
        {
            for (int dx = -Range; dx <= Range; dx++)
            {
                int sad = Sad(before, after, width, at + (dy * width) + dx, at);
                if (sad < least)
                {
                    least = sad;
                    length = Math.Sqrt((dx * dx) + (dy * dy));
                }
            }
        }

        return length;
    }

    private static int Sad(byte[] before, byte[] after, int width, int from, int at)
    {
        int sum = 0;
        for (int row = 0; row < Block; row += 2)
        {
            ReadOnlySpan<byte> a = before.AsSpan(from + (row * width), Block);
            ReadOnlySpan<byte> b = after.AsSpan(at + (row * width), Block);
            for (int i = 0; i < Block; i++)
            {
                sum += Math.Abs(a[i] - b[i]);
            }
        }

        return sum;
    }
}
