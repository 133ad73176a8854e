using Aquatope.Inference;

namespace Aquatope.Forecasting.Tests;

public sealed class MatrixKernelsTests
{
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33, 40];

    public static TheoryData<int, int> Shapes => [.. from m in Sizes from k in Sizes select (m, k)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void MultiplyAdd_AnyShape_AddsTheProduct(int m, int k)
    {
        foreach (int n in Sizes)
        {
            (FloatMatrix a, FloatMatrix b, FloatMatrix c) = (Draw(m, k, 1), Draw(k, n, 2), Draw(m, n, 3));
            double[,] expected = Expected(a, b, c, (i, j, p) => b.Row(p)[j]);
            MatrixKernels.MultiplyAdd(a.View, b.View, c.View);
            AssertClose(expected, c);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void MultiplyTransposedAdd_AnyShape_AddsTheProduct(int m, int k)
    {
        foreach (int n in Sizes)
        {
            (FloatMatrix a, FloatMatrix b, FloatMatrix c) = (Draw(m, k, 1), Draw(n, k, 2), Draw(m, n, 3));
            double[,] expected = Expected(a, b, c, (i, j, p) => b.Row(j)[p]);
            MatrixKernels.MultiplyTransposedAdd(a.View, b.View, c.View);
            AssertClose(expected, c);
        }
    }

    [Fact]
    public void MultiplyAdd_ColumnsInOtherCompany_AreTheSameToTheBit()
    {
        // A forecast must not depend on which others are in the batch.
        (FloatMatrix a, FloatMatrix b, FloatMatrix all) = (Draw(7, 29, 1), Draw(29, 45, 2), new FloatMatrix(7, 45));
        MatrixKernels.MultiplyAdd(a.View, b.View, all.View);
        for (int column = 0; column < 45; column++)
        {
            var alone = new FloatMatrix(7, 1);
            MatrixKernels.MultiplyAdd(a.View, b.ColumnRange(column, 1), alone.View);
            for (int i = 0; i < 7; i++)
            {
                Assert.Equal(all.Row(i)[column], alone.Row(i)[0]);
            }
        }
    }

    [Fact]
    public void MultiplyAdd_ShapesThatDoNotFit_ThrowsArgumentException()
    {
        (FloatMatrix a, FloatMatrix b) = (Draw(3, 4, 1), Draw(5, 6, 2));
        Assert.Throws<ArgumentException>(() => MatrixKernels.MultiplyAdd(a.View, b.View, new FloatMatrix(3, 6).View));
        Assert.Throws<ArgumentException>(() => MatrixKernels.MultiplyTransposedAdd(a.View, b.View, new FloatMatrix(3, 5).View));
        Assert.Throws<ArgumentException>(() => new MatrixView(new float[11], 3, 4));
    }

    [Fact]
    public void Transpose_OfAMatrix_ExchangesRowsAndColumns()
    {
        (FloatMatrix a, FloatMatrix transposed) = (Draw(3, 5, 1), new FloatMatrix(5, 3));
        MatrixKernels.Transpose(a.View, transposed.View);
        Assert.Equal(a.Row(2)[4], transposed.Row(4)[2]);
        Assert.Equal(a.Row(1)[0], transposed.Row(0)[1]);
    }

    private static FloatMatrix Draw(int rows, int columns, ulong seed)
    {
        var random = new SeededRandom(seed);
        var matrix = new FloatMatrix(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            foreach (ref float value in matrix.Row(i))
            {
                value = (float)random.NextNormal();
            }
        }

        return matrix;
    }

    private static double[,] Expected(FloatMatrix a, FloatMatrix b, FloatMatrix c, Func<int, int, int, float> right)
    {
        var expected = new double[c.Rows, c.Columns];
        for (int i = 0; i < c.Rows; i++)
        {
            for (int j = 0; j < c.Columns; j++)
            {
                expected[i, j] = c.Row(i)[j];
                for (int p = 0; p < a.Columns; p++)
                {
                    expected[i, j] += (double)a.Row(i)[p] * right(i, j, p);
                }
            }
        }

        return expected;
    }

    private static void AssertClose(double[,] expected, FloatMatrix actual)
    {
        for (int i = 0; i < actual.Rows; i++)
        {
            for (int j = 0; j < actual.Columns; j++)
            {
                Assert.Equal(expected[i, j], actual.Row(i)[j], 2e-5 * (1 + Math.Abs(expected[i, j])));
            }
        }
    }
}
