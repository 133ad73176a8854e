using System.Numerics;

namespace Aquatope.Forecasting;

/// <summary>Storage of a row-major matrix of floats.</summary>
/// <remarks>
/// Activations are kept with the batch along the rows: [units, batch], or [units, steps * batch] for sequences, the
/// columns of one step side by side. So even a layer of a single unit fills the vector lanes.
/// </remarks>
internal sealed class FloatMatrix
{
    private readonly float[] _values;
    private readonly int _stride;

    /// <summary>Initializes a new instance of the <see cref="FloatMatrix"/> class, all zero.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    public FloatMatrix(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;

        // One more vector per row: else rows a multiple of 4 KiB apart would all fall into the same few cache lines.
        _stride = columns + Vector<float>.Count;
        _values = new float[rows * _stride];
    }

    /// <summary>Gets the number of rows.</summary>
    public int Rows { get; }

    /// <summary>Gets the number of columns.</summary>
    public int Columns { get; }

    /// <summary>Gets a view of the whole matrix.</summary>
    public MatrixView View => new(_values, Rows, Columns, _stride);

    /// <summary>Returns a row.</summary>
    /// <param name="row">Its index.</param>
    /// <returns>The row, [columns].</returns>
    public Span<float> Row(int row) => _values.AsSpan(row * _stride, Columns);

    /// <summary>Returns some of the columns.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    /// <returns>A view of them.</returns>
    public MatrixView ColumnRange(int start, int count) => View.ColumnRange(start, count);

    /// <summary>Sets every element to zero.</summary>
    public void Clear() => Array.Clear(_values);
}
