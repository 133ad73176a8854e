using System.Runtime.CompilerServices;

namespace Aquatope.Examples.ImageRecognition;

/// <summary>Reads handling symbols: the nearest neighbours among committed samples, by gradient histograms.</summary>
/// <remarks>
/// The asset holds samples of 1 + 1024 bytes: the class, then the glyph. Their histograms are computed at
/// initialisation. Thread-safe after construction.
/// </remarks>
internal sealed class SymbolClassifier
{
    private const int Neighbours = 7;
    private const int Pixels = GlyphCutter.Size * GlyphCutter.Size;

    private readonly (HandlingSymbol Symbol, float[] Features)[] _samples;

    public SymbolClassifier()
    {
        byte[] asset = ExampleAssets.ReadBytes("symbol-samples.bin.gz");
        _samples = new (HandlingSymbol, float[])[asset.Length / (1 + Pixels)];
        for (int i = 0; i < _samples.Length; i++)
        {
            ReadOnlySpan<byte> sample = asset.AsSpan(i * (1 + Pixels), 1 + Pixels);
            _samples[i] = ((HandlingSymbol)sample[0], GradientHistogram.Of(sample[1..]));
        }
    }

    public SymbolReading Read(IReadOnlyList<byte[]> glyphs)
    {
        var symbols = new HandlingSymbol[glyphs.Count];
        double confidence = 1;
        for (int i = 0; i < glyphs.Count; i++)
        {
            (symbols[i], double agreement) = Classify(glyphs[i]);
            confidence = Math.Min(confidence, agreement);
        }

        return new SymbolReading(symbols, Math.Round(confidence, 4));
    }

    /// <summary>The most frequent class among the seven nearest samples of every turned variant, and its share.</summary>
    public (HandlingSymbol Symbol, double Agreement) Classify(byte[] glyph)
    {
        var votes = new int[Enum.GetValues<HandlingSymbol>().Length];
        foreach (int variant in GlyphVariants.TurnedOnly)
        {
            float[] features = GradientHistogram.Of(GlyphVariants.Make(glyph, variant));
            foreach (HandlingSymbol symbol in Nearest(features))
            {
                votes[(int)symbol]++;
            }
        }

        int winner = Enumerable.Range(0, votes.Length).MaxBy(symbol => votes[symbol]);
        return ((HandlingSymbol)winner, (double)votes[winner] / votes.Sum());
    }

    private HandlingSymbol[] Nearest(float[] features)
    {
        var distances = new float[_samples.Length];
        for (int i = 0; i < distances.Length; i++)
        {
            distances[i] = SquaredDistance(features, _samples[i].Features);
        }

        int[] order = Enumerable.Range(0, distances.Length).OrderBy(i => distances[i]).Take(Neighbours).ToArray();
        return Array.ConvertAll(order, i => _samples[i].Symbol);
    }

    // Workers are young when they first get here; the slow first tier of compilation would show.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float SquaredDistance(float[] a, float[] b)
    {
        float sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            float difference = a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }
}
