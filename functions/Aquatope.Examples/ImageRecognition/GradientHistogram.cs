namespace Aquatope.Examples.ImageRecognition;

/// <summary>Histograms of oriented gradients of a 32 x 32 glyph.</summary>
/// <remarks>
/// Dalal and Triggs (2005): cells of 8 x 8 pixels, 9 unsigned orientations shared between the two nearest bins, blocks
/// of 2 x 2 cells normalised by L2 with clipping. Cells do not share votes with their neighbours, unlike the original.
/// </remarks>
internal static class GradientHistogram
{
    /// <summary>The number of features: 9 blocks of 4 cells of 9 orientations.</summary>
    public const int Length = Blocks * Blocks * 4 * Orientations;

    private const int Size = GlyphCutter.Size;
    private const int Cell = 8;
    private const int Cells = Size / Cell;
    private const int Blocks = Cells - 1;
    private const int Orientations = 9;
    private const float Clip = 0.2f;

    public static float[] Of(ReadOnlySpan<byte> glyph)
    {
        Span<float> cells = stackalloc float[Cells * Cells * Orientations];
        cells.Clear();
        Vote(glyph, cells);
        var features = new float[Length];
        for (int block = 0; block < Blocks * Blocks; block++)
        {
            Span<float> target = features.AsSpan(block * 4 * Orientations, 4 * Orientations);
            for (int corner = 0; corner < 4; corner++)
            {
                int cell = (((block / Blocks) + (corner / 2)) * Cells) + (block % Blocks) + (corner % 2);
                cells.Slice(cell * Orientations, Orientations).CopyTo(target[(corner * Orientations)..]);
            }

            Normalise(target);
        }

        return features;
    }

    private static void Vote(ReadOnlySpan<byte> glyph, Span<float> cells)
    {
        for (int y = 0; y < Size; y++)
        {
            for (int x = 0; x < Size; x++)
            {
                int dx = At(glyph, x + 1, y) - At(glyph, x - 1, y);
                int dy = At(glyph, x, y + 1) - At(glyph, x, y - 1);
                if (dx == 0 && dy == 0)
                {
                    continue;
                }

                float magnitude = MathF.Sqrt((dx * dx) + (dy * dy));
                float angle = MathF.Atan2(dy, dx) / MathF.PI;
                float place = ((angle < 0 ? angle + 1 : angle) * Orientations) + Orientations - 0.5f;
                int bin = (int)place;
                float share = place - bin;
                Span<float> cell = cells.Slice((((y / Cell) * Cells) + (x / Cell)) * Orientations, Orientations);
                cell[bin % Orientations] += magnitude * (1 - share);
                cell[(bin + 1) % Orientations] += magnitude * share;
            }
        }
    }

    private static int At(ReadOnlySpan<byte> glyph, int x, int y) =>
        (uint)x < Size && (uint)y < Size ? glyph[(y * Size) + x] : 0;

    private static void Normalise(Span<float> block)
    {
        Scale(block);
        for (int i = 0; i < block.Length; i++)
        {
            block[i] = MathF.Min(block[i], Clip);
        }

        Scale(block);
    }

    private static void Scale(Span<float> block)
    {
        float sum = 0;
        foreach (float value in block)
        {
            sum += value * value;
        }

        float norm = MathF.Sqrt(sum) + 1e-6f;
        for (int i = 0; i < block.Length; i++)
        {
            block[i] /= norm;
        }
    }
}
