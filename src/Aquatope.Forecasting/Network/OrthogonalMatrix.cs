using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Draws random orthogonal matrices, by orthogonalising normal rows after Gram and Schmidt.</summary>
internal static class OrthogonalMatrix
{
    /// <summary>Fills a square matrix.</summary>
    /// <param name="target">The matrix.</param>
    /// <param name="random">Drawn from once per element.</param>
    public static void Draw(MatrixView target, SeededRandom random)
    {
        for (int i = 0; i < target.Rows; i++)
        {
            Span<float> row = target.Row(i);
            foreach (ref float value in row)
            {
                value = (float)random.NextNormal();
            }

            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < i; j++)
                {
                    Remove(row, target.Row(j));
                }
            }

            double norm = Math.Sqrt(Product(row, row));
            foreach (ref float value in row)
            {
                value = (float)(value / norm);
            }
        }
    }

    private static void Remove(Span<float> row, ReadOnlySpan<float> direction)
    {
        double product = Product(row, direction);
        for (int i = 0; i < row.Length; i++)
        {
            row[i] -= (float)(product * direction[i]);
        }
    }

    private static double Product(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += (double)left[i] * right[i];
        }

        return sum;
    }
}
