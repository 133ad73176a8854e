using System.Numerics;

namespace Aquatope.Forecasting;

/// <summary>Inner products of rows of floats.</summary>
internal static class DotKernels
{
    /// <summary>Adds the products of one row with four others.</summary>
    /// <param name="left">The row, [k].</param>
    /// <param name="b">Where the others are, [n, k].</param>
    /// <param name="target">Is added to, from the first of the four on, [n].</param>
    /// <param name="column">The first of the four.</param>
    public static void Dot4(ReadOnlySpan<float> left, ConstMatrixView b, Span<float> target, int column)
    {
        ReadOnlySpan<float> b0 = b.Row(column), b1 = b.Row(column + 1), b2 = b.Row(column + 2), b3 = b.Row(column + 3);
        Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
        int p = 0;
        for (; p + Vector<float>.Count <= left.Length; p += Vector<float>.Count)
        {
            var factor = new Vector<float>(left[p..]);
            s0 = Vector.FusedMultiplyAdd(factor, new Vector<float>(b0[p..]), s0);
            s1 = Vector.FusedMultiplyAdd(factor, new Vector<float>(b1[p..]), s1);
            s2 = Vector.FusedMultiplyAdd(factor, new Vector<float>(b2[p..]), s2);
            s3 = Vector.FusedMultiplyAdd(factor, new Vector<float>(b3[p..]), s3);
        }

        float t0 = Vector.Sum(s0), t1 = Vector.Sum(s1), t2 = Vector.Sum(s2), t3 = Vector.Sum(s3);
        for (; p < left.Length; p++)
        {
            t0 += left[p] * b0[p];
            t1 += left[p] * b1[p];
            t2 += left[p] * b2[p];
            t3 += left[p] * b3[p];
        }

        target[column] += t0;
        target[column + 1] += t1;
        target[column + 2] += t2;
        target[column + 3] += t3;
    }

    /// <summary>Returns the product of two rows.</summary>
    /// <param name="left">One row.</param>
    /// <param name="right">The other, of the same length.</param>
    /// <returns>The sum of the products.</returns>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        Vector<float> sum = default;
        int p = 0;
        for (; p + Vector<float>.Count <= left.Length; p += Vector<float>.Count)
        {
            sum = Vector.FusedMultiplyAdd(new Vector<float>(left[p..]), new Vector<float>(right[p..]), sum);
        }

        float total = Vector.Sum(sum);
        for (; p < left.Length; p++)
        {
            total += left[p] * right[p];
        }

        return total;
    }
}
