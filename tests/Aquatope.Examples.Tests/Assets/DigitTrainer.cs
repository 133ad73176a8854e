using System.Runtime.InteropServices;
using Aquatope.Examples.ImageRecognition;

namespace Aquatope.Examples.Tests.Assets;

/// <summary>Trains the softmax regression of the digit classifier: mini-batch gradient descent with momentum.</summary>
internal static class DigitTrainer
{
    private const int PerClass = 450;
    private const int Epochs = 30;
    private const int Batch = 32;
    private const float Rate = 0.02f;
    private const float Momentum = 0.9f;
    private const float Decay = 1e-5f;
    private const int Width = RandomFeatures.Length + 1;

    /// <summary>Returns the model's bytes. Streams: <paramref name="seed"/> for glyphs, the next for the order.</summary>
    public static byte[] Train(ulong seed)
    {
        List<(int Class, byte[] Glyph)> samples = GlyphSamples.Digits(PerClass, seed);
        var random = new RandomFeatures(DigitClassifier.Seed, DigitClassifier.InverseWidth);
        float[][] features = samples.ConvertAll(sample => random.Of(GradientHistogram.Of(sample.Glyph))).ToArray();
        int[] order = Enumerable.Range(0, samples.Count).ToArray();
        var shuffle = new SeededGenerator(seed + 1);
        var weights = new float[DigitClassifier.Classes * Width];
        var velocity = new float[weights.Length];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            Shuffle(order, shuffle);
            for (int start = 0; start < order.Length; start += Batch)
            {
                Step(weights, velocity, order.AsSpan(start, Math.Min(Batch, order.Length - start)), features, samples);
            }
        }

        return MemoryMarshal.AsBytes<Half>(Array.ConvertAll(weights, weight => (Half)weight)).ToArray();
    }

    private static void Step(
        float[] weights, float[] velocity, ReadOnlySpan<int> batch, float[][] features, List<(int Class, byte[] Glyph)> samples)
    {
        var gradient = new float[weights.Length];
        foreach (int i in batch)
        {
            double[] errors = DigitClassifier.Softmax(Scores(weights, features[i]));
            errors[samples[i].Class] -= 1;
            for (int c = 0; c < errors.Length; c++)
            {
                float error = (float)errors[c] / batch.Length;
                Span<float> row = gradient.AsSpan(c * Width, Width);
                for (int k = 0; k < RandomFeatures.Length; k++)
                {
                    row[k] += error * features[i][k];
                }

                row[RandomFeatures.Length] += error;
            }
        }

        for (int k = 0; k < weights.Length; k++)
        {
            velocity[k] = (Momentum * velocity[k]) - (Rate * (gradient[k] + (Decay * weights[k])));
            weights[k] += velocity[k];
        }
    }

    private static double[] Scores(float[] weights, float[] features)
    {
        var scores = new double[DigitClassifier.Classes];
        for (int c = 0; c < scores.Length; c++)
        {
            ReadOnlySpan<float> row = weights.AsSpan(c * Width, Width);
            float sum = row[RandomFeatures.Length];
            for (int k = 0; k < features.Length; k++)
            {
                sum += row[k] * features[k];
            }

            scores[c] = sum;
        }

        return scores;
    }

    private static void Shuffle(int[] order, SeededGenerator random)
    {
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = random.Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
