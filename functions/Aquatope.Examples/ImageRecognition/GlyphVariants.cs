namespace Aquatope.Examples.ImageRecognition;

/// <summary>Slightly turned and stretched copies of a glyph, to be classified together.</summary>
internal static class GlyphVariants
{
    private const int Size = GlyphCutter.Size;

    private static ReadOnlySpan<float> Turns => [-9f, -6f, -3f, 0f, 3f, 6f, 9f];

    private static ReadOnlySpan<float> Stretches => [0.85f, 0.9f, 0.95f, 1f, 1.05f, 1.1f, 1.15f];

    /// <summary>The number of variants; the middle one is the glyph itself.</summary>
    public static int Count => Turns.Length * Stretches.Length;

    /// <summary>The variants that are turned but not stretched.</summary>
    public static IEnumerable<int> TurnedOnly =>
        Enumerable.Range(0, Turns.Length).Select(turn => (turn * Stretches.Length) + (Stretches.Length / 2));

    public static byte[] Make(ReadOnlySpan<byte> glyph, int variant) =>
        Warp(glyph, Turns[variant / Stretches.Length], Stretches[variant % Stretches.Length]);

    private static byte[] Warp(ReadOnlySpan<byte> glyph, float degrees, float stretch)
    {
        (float sin, float cos) = MathF.SinCos(degrees * MathF.PI / 180);
        const float Centre = (Size - 1) / 2f;
        var warped = new byte[Size * Size];
        for (int y = 0; y < Size; y++)
        {
            for (int x = 0; x < Size; x++)
            {
                float u = (x - Centre) / stretch;
                float v = y - Centre;
                warped[(y * Size) + x] = Bilinear(glyph, Centre + (u * cos) + (v * sin), Centre + (v * cos) - (u * sin));
            }
        }

        return warped;
    }

    private static byte Bilinear(ReadOnlySpan<byte> glyph, float x, float y)
    {
        int left = (int)MathF.Floor(x);
        int top = (int)MathF.Floor(y);
        float fx = x - left;
        float fy = y - top;
        float upper = ((1 - fx) * At(glyph, left, top)) + (fx * At(glyph, left + 1, top));
        float lower = ((1 - fx) * At(glyph, left, top + 1)) + (fx * At(glyph, left + 1, top + 1));
        return (byte)(((1 - fy) * upper) + (fy * lower) + 0.5f);
    }

    private static int At(ReadOnlySpan<byte> glyph, int x, int y) =>
        (uint)x < Size && (uint)y < Size ? glyph[(y * Size) + x] : 0;
}
