using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Draws dropout masks.</summary>
/// <remarks>
/// Variational dropout (Gal and Ghahramani 2016): one mask per sequence, the same at every step, on a layer's outputs.
/// Kept units are scaled by the inverse of the probability of being kept, so a pass without masks has the same mean.
/// </remarks>
internal static class DropoutMask
{
    /// <summary>Draws one factor per unit and sequence.</summary>
    /// <param name="mask">Receives zero or the inverse of the probability of being kept, [units, batch].</param>
    /// <param name="rate">Probability of zero, in [0, 1); kept to sixteen binary digits.</param>
    /// <param name="random">Drawn from once per four factors; not at all for a rate of zero.</param>
    public static void Draw(MatrixView mask, double rate, SeededRandom random)
    {
        if (rate == 0)
        {
            mask.Fill(1);
            return;
        }

        ulong threshold = (ulong)Math.Round(rate * 65536);
        float kept = (float)(65536.0 / (65536 - threshold));
        for (int i = 0; i < mask.Rows; i++)
        {
            Span<float> row = mask.Row(i);
            ulong bits = 0;
            for (int j = 0; j < row.Length; j++)
            {
                bits = j % 4 == 0 ? random.NextUInt64() : bits >> 16;
                row[j] = (bits & 0xFFFF) < threshold ? 0 : kept;
            }
        }
    }

    /// <summary>Applies a mask of [units, batch] to every step of a sequence.</summary>
    /// <param name="source">The layer's outputs, [units, steps * batch].</param>
    /// <param name="mask">The mask, [units, batch].</param>
    /// <param name="target">Receives the products; may be the source.</param>
    public static void ApplyToSteps(ConstMatrixView source, ConstMatrixView mask, MatrixView target)
    {
        for (int i = 0; i < source.Rows; i++)
        {
            for (int start = 0; start < source.Columns; start += mask.Columns)
            {
                Activations.Multiply(source.Row(i).Slice(start, mask.Columns), mask.Row(i), target.Row(i).Slice(start, mask.Columns));
            }
        }
    }
}
