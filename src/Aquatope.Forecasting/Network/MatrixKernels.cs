using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Aquatope.Forecasting;

/// <summary>Products of row-major float matrices, in register blocks of as many lanes as the processor has.</summary>
/// <remarks>
/// <see cref="Vector{T}"/> is 256 bits wide on x64 with AVX2 and 128 bits on ARM64; 512-bit vectors were measured to gain
/// nothing on this kind of block. Every element of <see cref="MultiplyAdd"/> is one chain of fused multiply-adds in the
/// order of the inner dimension, whatever the width and the shape, so it does not depend on the machine or on what else
/// is in the batch.
/// </remarks>
internal static class MatrixKernels
{
    /// <summary>Adds the product of two matrices to a third: C[m, n] += A[m, k] B[k, n].</summary>
    /// <param name="a">A and its view, [m, k].</param>
    /// <param name="b">B and its view, [k, n].</param>
    /// <param name="c">C and its view, [m, n].</param>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public static void MultiplyAdd(ConstMatrixView a, ConstMatrixView b, MatrixView c)
    {
        if (a.Rows != c.Rows || b.Columns != c.Columns || a.Columns != b.Rows)
        {
            throw new ArgumentException($"[{a.Rows}, {a.Columns}] times [{b.Rows}, {b.Columns}] does not give [{c.Rows}, {c.Columns}].", nameof(c));
        }

        int lanes = Vector<float>.Count;
        int column = 0;
        for (; column + (2 * lanes) <= c.Columns; column += 2 * lanes)
        {
            ColumnsOfTwoVectors(a, b, c, column);
        }

        for (; column + lanes <= c.Columns; column += lanes)
        {
            for (int row = 0; row < c.Rows; row++)
            {
                Block1x1(a, b, c, row, column);
            }
        }

        for (; column < c.Columns; column++)
        {
            Column(a, b, c, column);
        }
    }

    /// <summary>Adds the product of a matrix and a transpose: C[m, n] += A[m, k] B[n, k]ᵀ.</summary>
    /// <param name="a">A and its view, [m, k].</param>
    /// <param name="b">B and its view, [n, k].</param>
    /// <param name="c">C and its view, [m, n].</param>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public static void MultiplyTransposedAdd(ConstMatrixView a, ConstMatrixView b, MatrixView c)
    {
        if (a.Rows != c.Rows || b.Rows != c.Columns || a.Columns != b.Columns)
        {
            throw new ArgumentException($"[{a.Rows}, {a.Columns}] times the transpose of [{b.Rows}, {b.Columns}] does not give [{c.Rows}, {c.Columns}].", nameof(c));
        }

        for (int row = 0; row < c.Rows; row++)
        {
            ReadOnlySpan<float> left = a.Row(row);
            Span<float> target = c.Row(row);
            int column = 0;
            for (; column + 4 <= target.Length; column += 4)
            {
                DotKernels.Dot4(left, b, target, column);
            }

            for (; column < target.Length; column++)
            {
                target[column] += DotKernels.Dot(left, b.Row(column));
            }
        }
    }

    /// <summary>Writes the transpose of a matrix.</summary>
    /// <param name="source">The matrix, [m, n].</param>
    /// <param name="target">Receives the transpose, [n, m].</param>
    public static void Transpose(ConstMatrixView source, MatrixView target)
    {
        for (int i = 0; i < source.Rows; i++)
        {
            ReadOnlySpan<float> row = source.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                target.Row(j)[i] = row[j];
            }
        }
    }

    private static void ColumnsOfTwoVectors(ConstMatrixView a, ConstMatrixView b, MatrixView c, int column)
    {
        int row = 0;
        for (; row + 4 <= c.Rows; row += 4)
        {
            Block4x2(a, b, c, row, column);
        }

        for (; row < c.Rows; row++)
        {
            Block1x1(a, b, c, row, column);
            Block1x1(a, b, c, row, column + Vector<float>.Count);
        }
    }

    private static void Column(ConstMatrixView a, ConstMatrixView b, MatrixView c, int column)
    {
        for (int row = 0; row < c.Rows; row++)
        {
            ref float target = ref c.Row(row)[column];
            ReadOnlySpan<float> left = a.Row(row);
            for (int p = 0; p < left.Length; p++)
            {
                target = MathF.FusedMultiplyAdd(left[p], b.Row(p)[column], target);
            }
        }
    }

    private static void Block4x2(ConstMatrixView a, ConstMatrixView b, MatrixView c, int row, int column)
    {
        nuint lanes = (nuint)Vector<float>.Count;
        ref float left = ref Unsafe.Add(ref MemoryMarshal.GetReference(a.Values), row * a.Stride);
        ref float right = ref Unsafe.Add(ref MemoryMarshal.GetReference(b.Values), column);
        ref float target = ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Values), (row * c.Stride) + column);
        int aStride = a.Stride;
        nuint cStride = (nuint)c.Stride;
        Vector<float> c00 = Vector.LoadUnsafe(ref target), c01 = Vector.LoadUnsafe(ref target, lanes);
        Vector<float> c10 = Vector.LoadUnsafe(ref target, cStride), c11 = Vector.LoadUnsafe(ref target, cStride + lanes);
        Vector<float> c20 = Vector.LoadUnsafe(ref target, 2 * cStride), c21 = Vector.LoadUnsafe(ref target, (2 * cStride) + lanes);
        Vector<float> c30 = Vector.LoadUnsafe(ref target, 3 * cStride), c31 = Vector.LoadUnsafe(ref target, (3 * cStride) + lanes);
        for (int p = 0; p < a.Columns; p++)
        {
            Vector<float> b0 = Vector.LoadUnsafe(ref right), b1 = Vector.LoadUnsafe(ref right, lanes);
            var a0 = new Vector<float>(Unsafe.Add(ref left, p));
            c00 = Vector.FusedMultiplyAdd(a0, b0, c00);
            c01 = Vector.FusedMultiplyAdd(a0, b1, c01);
            var a1 = new Vector<float>(Unsafe.Add(ref left, aStride + p));
            c10 = Vector.FusedMultiplyAdd(a1, b0, c10);
            c11 = Vector.FusedMultiplyAdd(a1, b1, c11);
            var a2 = new Vector<float>(Unsafe.Add(ref left, (2 * aStride) + p));
            c20 = Vector.FusedMultiplyAdd(a2, b0, c20);
            c21 = Vector.FusedMultiplyAdd(a2, b1, c21);
            var a3 = new Vector<float>(Unsafe.Add(ref left, (3 * aStride) + p));
            c30 = Vector.FusedMultiplyAdd(a3, b0, c30);
            c31 = Vector.FusedMultiplyAdd(a3, b1, c31);
            right = ref Unsafe.Add(ref right, b.Stride);
        }

        c00.StoreUnsafe(ref target);
        c01.StoreUnsafe(ref target, lanes);
        c10.StoreUnsafe(ref target, cStride);
        c11.StoreUnsafe(ref target, cStride + lanes);
        c20.StoreUnsafe(ref target, 2 * cStride);
        c21.StoreUnsafe(ref target, (2 * cStride) + lanes);
        c30.StoreUnsafe(ref target, 3 * cStride);
        c31.StoreUnsafe(ref target, (3 * cStride) + lanes);
    }

    private static void Block1x1(ConstMatrixView a, ConstMatrixView b, MatrixView c, int row, int column)
    {
        ReadOnlySpan<float> left = a.Row(row);
        ref float target = ref c.Row(row)[column];
        ref float right = ref Unsafe.Add(ref MemoryMarshal.GetReference(b.Values), column);
        Vector<float> sum = Vector.LoadUnsafe(ref target);
        foreach (float factor in left)
        {
            sum = Vector.FusedMultiplyAdd(new Vector<float>(factor), Vector.LoadUnsafe(ref right), sum);
            right = ref Unsafe.Add(ref right, b.Stride);
        }

        sum.StoreUnsafe(ref target);
    }
}
