namespace Aquatope.Inference;

/// <summary>The lower triangular L of a symmetric positive definite matrix A = L Lᵀ.</summary>
/// <remarks>Row by row, so that every inner loop is an inner product of contiguous rows.</remarks>
/// <threadsafety>Safe for concurrent reading.</threadsafety>
public sealed class CholeskyFactor
{
    private readonly Matrix _lower;

    /// <summary>Initializes a new instance of the <see cref="CholeskyFactor"/> class whose memory is used again and again.</summary>
    internal CholeskyFactor(int size) => _lower = new Matrix(size, size);

    /// <summary>Gets the number of rows.</summary>
    public int Size => _lower.Rows;

    /// <summary>Gets what had to be added to the diagonal for the factorisation to succeed; usually zero.</summary>
    public double Jitter { get; private set; }

    /// <summary>Gets log det A.</summary>
    public double LogDeterminant
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < Size; i++)
            {
                sum += Math.Log(_lower[i, i]);
            }

            return 2 * sum;
        }
    }

    /// <summary>Gets the lower triangle; values above the diagonal are zero.</summary>
    public Matrix Lower => _lower;

    /// <summary>Factorises a matrix, adding ever more jitter to its diagonal where it is not positive definite.</summary>
    /// <param name="matrix">The matrix, shape [n, n]; only its lower triangle is read.</param>
    /// <returns>The factor of the matrix plus <see cref="Jitter"/> times the identity.</returns>
    /// <exception cref="ArgumentException"><paramref name="matrix"/> is not square.</exception>
    /// <exception cref="ModelFitException">The matrix is not finite, or far from positive definite.</exception>
    public static CholeskyFactor Of(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Rows != matrix.Columns)
        {
            throw new ArgumentException($"The matrix is {matrix.Rows} by {matrix.Columns}; it must be square.", nameof(matrix));
        }

        var factor = new CholeskyFactor(matrix.Rows);
        factor.Factorise(matrix);
        return factor;
    }

    /// <summary>Factorises another matrix of the same size in the memory of this factor.</summary>
    internal void Factorise(Matrix matrix)
    {
        Jitter = 0;
        if (TryFactor(matrix, 0, _lower))
        {
            return;
        }

        double scale = 0;
        for (int i = 0; i < Size; i++)
        {
            scale = Math.Max(scale, Math.Abs(matrix[i, i]));
        }

        for (double relative = 1e-12; relative <= 1e-4 && double.IsFinite(scale); relative *= 10)
        {
            if (TryFactor(matrix, relative * scale, _lower))
            {
                Jitter = relative * scale;
                return;
            }
        }

        throw new ModelFitException(
            $"A covariance matrix of {Size} points (greatest variance {scale:G3}) is not positive definite, even with a "
            + "ten-thousandth added to its diagonal. Check the data for non-finite values and the lengthscales for absurd ones.");
    }

    /// <summary>Solves A x = b.</summary>
    /// <param name="b">The right-hand side, [n]; replaced by x.</param>
    public void SolveInPlace(Span<double> b)
    {
        SolveLowerInPlace(b);
        SolveUpperInPlace(b);
    }

    /// <summary>Solves L x = b.</summary>
    /// <param name="b">The right-hand side, [n]; replaced by x.</param>
    public void SolveLowerInPlace(Span<double> b)
    {
        for (int i = 0; i < Size; i++)
        {
            Span<double> row = _lower.Row(i);
            b[i] = (b[i] - VectorMath.Dot(row[..i], b[..i])) / row[i];
        }
    }

    /// <summary>Solves Lᵀ x = b.</summary>
    /// <param name="b">The right-hand side, [n]; replaced by x.</param>
    public void SolveUpperInPlace(Span<double> b)
    {
        for (int i = Size - 1; i >= 0; i--)
        {
            Span<double> row = _lower.Row(i);
            b[i] /= row[i];
            VectorMath.AddScaled(b[..i], -b[i], row[..i]);
        }
    }

    /// <summary>Returns the inverse of A.</summary>
    /// <returns>A symmetric matrix, shape [n, n].</returns>
    public Matrix Inverse()
    {
        var inverse = new Matrix(Size, Size);
        Inverse(inverse, new Matrix(Size, Size));
        return inverse;
    }

    /// <summary>Writes the inverse of A into memory of the caller's.</summary>
    internal void Inverse(Matrix inverse, Matrix scratch)
    {
        // Row j of the scratch matrix is column j of the inverse of L: zero before j, so each solve starts there.
        for (int j = 0; j < Size; j++)
        {
            Span<double> column = scratch.Row(j);
            column[j] = 1 / _lower[j, j];
            for (int i = j + 1; i < Size; i++)
            {
                Span<double> row = _lower.Row(i);
                column[i] = -VectorMath.Dot(row[j..i], column[j..i]) / row[i];
            }
        }

        for (int i = 0; i < Size; i++)
        {
            ReadOnlySpan<double> column = scratch.Row(i)[i..];
            for (int j = 0; j <= i; j++)
            {
                double value = VectorMath.Dot(column, scratch.Row(j)[i..]);
                inverse[i, j] = value;
                inverse[j, i] = value;
            }
        }
    }

    private static bool TryFactor(Matrix matrix, double jitter, Matrix lower)
    {
        for (int i = 0; i < matrix.Rows; i++)
        {
            Span<double> row = lower.Row(i);
            Span<double> source = matrix.Row(i);
            for (int j = 0; j < i; j++)
            {
                Span<double> other = lower.Row(j);
                row[j] = (source[j] - VectorMath.Dot(row[..j], other[..j])) / other[j];
            }

            double pivot = source[i] + jitter - VectorMath.Dot(row[..i], row[..i]);

            // A pivot lost to rounding is as bad as a negative one: it would scale noise up without bound.
            if (!(pivot > 1e-15 * Math.Abs(source[i])) || !double.IsFinite(pivot))
            {
                return false;
            }

            row[i] = Math.Sqrt(pivot);
        }

        return true;
    }
}
