using System.Runtime.InteropServices;

namespace Aquatope.Examples.ImageRecognition;

/// <summary>Reads digits: gradient histograms, random Fourier features, softmax regression.</summary>
/// <remarks>
/// The committed weights (10 classes x (2048 features + intercept), little-endian half precision) were trained on
/// glyphs drawn from a seed. A digit's probabilities are the mean over its turned and stretched variants.
/// Thread-safe after construction.
/// </remarks>
internal sealed class DigitClassifier
{
    public const int Classes = 10;
    public const ulong Seed = 20230325;
    public const double InverseWidth = 0.55;

    private readonly RandomFeatures _features = new(Seed, InverseWidth);
    private readonly float[] _weights;

    public DigitClassifier()
    {
        byte[] model = ExampleAssets.ReadBytes("digits.model");
        _weights = Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(model).ToArray(), weight => (float)weight);
        if (_weights.Length != Classes * (RandomFeatures.Length + 1))
        {
            throw new InvalidDataException(
                $"The digit model has {_weights.Length} weights, expected {Classes * (RandomFeatures.Length + 1)}.");
        }
    }

    public DigitReading Read(IReadOnlyList<byte[]> glyphs)
    {
        int variants = GlyphVariants.Count;
        var probabilities = new double[glyphs.Count * variants][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, probabilities.Length, options, i =>
            probabilities[i] = Probabilities(GlyphVariants.Make(glyphs[i / variants], i % variants)));

        var number = new char[glyphs.Count];
        double confidence = 1;
        for (int glyph = 0; glyph < glyphs.Count; glyph++)
        {
            double[] mean = Mean(probabilities.AsSpan(glyph * variants, variants));
            int digit = Enumerable.Range(0, Classes).MaxBy(c => mean[c]);
            number[glyph] = (char)('0' + digit);
            confidence = Math.Min(confidence, mean[digit]);
        }

        return new DigitReading(new string(number), Math.Round(confidence, 4));
    }

    /// <summary>The probability of each digit for one glyph as it is.</summary>
    public double[] Probabilities(ReadOnlySpan<byte> glyph)
    {
        float[] features = _features.Of(GradientHistogram.Of(glyph));
        var scores = new double[Classes];
        for (int c = 0; c < Classes; c++)
        {
            ReadOnlySpan<float> weights = _weights.AsSpan(c * (RandomFeatures.Length + 1), RandomFeatures.Length + 1);
            double sum = weights[RandomFeatures.Length];
            for (int i = 0; i < RandomFeatures.Length; i++)
            {
                sum += weights[i] * features[i];
            }

            scores[c] = sum;
        }

        return Softmax(scores);
    }

    internal static double[] Softmax(double[] scores)
    {
        double greatest = scores.Max();
        double[] exponents = Array.ConvertAll(scores, score => Math.Exp(score - greatest));
        double total = exponents.Sum();
        return Array.ConvertAll(exponents, exponent => exponent / total);
    }

    private static double[] Mean(ReadOnlySpan<double[]> rows)
    {
        var mean = new double[Classes];
        foreach (double[] row in rows)
        {
            for (int c = 0; c < Classes; c++)
            {
                mean[c] += row[c] / rows.Length;
            }
        }

        return mean;
    }
}
