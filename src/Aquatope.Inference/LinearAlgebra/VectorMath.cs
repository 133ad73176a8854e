using System.Numerics;
using System.Runtime.InteropServices;

namespace Aquatope.Inference;

/// <summary>The inner loops that the rest is made of.</summary>
internal static class VectorMath
{
    /// <summary>Returns the inner product of two vectors of one length.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector<double>> va = MemoryMarshal.Cast<double, Vector<double>>(a);
        ReadOnlySpan<Vector<double>> vb = MemoryMarshal.Cast<double, Vector<double>>(b);
        Vector<double> even = Vector<double>.Zero;
        Vector<double> odd = Vector<double>.Zero;
        int i = 0;
        for (; i + 1 < va.Length; i += 2)
        {
            even += va[i] * vb[i];
            odd += va[i + 1] * vb[i + 1];
        }

        if (i < va.Length)
        {
            even += va[i] * vb[i];
        }

        double sum = Vector.Sum(even + odd);
        for (int k = va.Length * Vector<double>.Count; k < a.Length; k++)
        {
            sum += a[k] * b[k];
        }

        return sum;
    }

    /// <summary>Adds a multiple of one vector to another.</summary>
    public static void AddScaled(Span<double> target, double factor, ReadOnlySpan<double> source)
    {
        Span<Vector<double>> vt = MemoryMarshal.Cast<double, Vector<double>>(target);
        ReadOnlySpan<Vector<double>> vs = MemoryMarshal.Cast<double, Vector<double>>(source);
        var f = new Vector<double>(factor);
        for (int i = 0; i < vs.Length; i++)
        {
            vt[i] += f * vs[i];
        }

        for (int k = vs.Length * Vector<double>.Count; k < source.Length; k++)
        {
            target[k] += factor * source[k];
        }
    }

    /// <summary>Returns the sum of the values.</summary>
    public static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>Returns the greatest absolute value.</summary>
    public static double MaxAbs(ReadOnlySpan<double> values)
    {
        double max = 0;
        foreach (double value in values)
        {
            max = Math.Max(max, Math.Abs(value));
        }

        return max;
    }
}
