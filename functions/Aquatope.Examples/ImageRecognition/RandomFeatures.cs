using System.Numerics;
using System.Runtime.CompilerServices;

namespace Aquatope.Examples.ImageRecognition;

/// <summary>Random Fourier features, whose products approximate a Gaussian kernel.</summary>
/// <remarks>
/// Rahimi and Recht (2007), Algorithm 1. The directions are drawn anew from the seed, which is quicker than to load
/// 2.6 MB of them. Streams: one generator with the given seed for directions, row by row, then phases. Thread-safe.
/// </remarks>
internal sealed class RandomFeatures
{
    /// <summary>The number of features.</summary>
    public const int Length = 2048;

    private const int Padded = 328;

    private readonly float[] _directions = new float[Length * Padded];
    private readonly float[] _phases = new float[Length];

    /// <summary>Draws the features; the kernel is exp(-inverseWidth² |x - y|² / 2).</summary>
    public RandomFeatures(ulong seed, double inverseWidth)
    {
        var random = new SeededGenerator(seed);
        for (int row = 0; row < Length; row++)
        {
            for (int column = 0; column < GradientHistogram.Length; column++)
            {
                _directions[(row * Padded) + column] = (float)(inverseWidth * random.NextNormal());
            }
        }

        for (int row = 0; row < Length; row++)
        {
            _phases[row] = (float)random.Between(0, 2 * Math.PI);
        }
    }

    public float[] Of(ReadOnlySpan<float> input)
    {
        Span<float> padded = stackalloc float[Padded];
        padded.Clear();
        input.CopyTo(padded);
        var features = new float[Length];
        for (int row = 0; row < Length; row++)
        {
            float product = Dot(_directions.AsSpan(row * Padded, Padded), padded);
            features[row] = MathF.Cos(product + _phases[row]);
        }

        return features;
    }

    // Workers are young when they first get here; the slow first tier of compilation would show.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector<float> sum = Vector<float>.Zero;
        int i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            sum += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        }

        float total = Vector.Sum(sum);
        for (; i < a.Length; i++)
        {
            total += a[i] * b[i];
        }

        return total;
    }
}
