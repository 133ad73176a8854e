namespace Aquatope.Forecasting;

/// <summary>Where one matrix of weights lies among all the parameters of a network.</summary>
/// <param name="Name">Its name, as model files write it.</param>
/// <param name="Offset">Index of its first number.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">The number of columns.</param>
internal sealed record ParameterBlock(string Name, int Offset, int Rows, int Columns)
{
    /// <summary>Gets how many numbers it has.</summary>
    public int Length => Rows * Columns;

    /// <summary>Views the block in the parameters, or in a gradient of the same layout.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <returns>The matrix, [rows, columns].</returns>
    public ConstMatrixView Of(ReadOnlySpan<float> parameters) => new(parameters.Slice(Offset, Length), Rows, Columns);

    /// <summary>Views the block for writing.</summary>
    /// <param name="parameters">All parameters, or a gradient.</param>
    /// <returns>The matrix, [rows, columns].</returns>
    public MatrixView In(Span<float> parameters) => new(parameters.Slice(Offset, Length), Rows, Columns);
}
