namespace Aquatope.Forecasting;

/// <summary>A read-only view of a row-major matrix of floats.</summary>
internal readonly ref struct ConstMatrixView
{
    /// <summary>Initializes a new instance of the <see cref="ConstMatrixView"/> struct.</summary>
    /// <param name="values">The numbers, from the first element of the view on.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="stride">Elements from one row to the next; zero for the number of columns.</param>
    /// <exception cref="ArgumentException">The view does not fit into the numbers.</exception>
    public ConstMatrixView(ReadOnlySpan<float> values, int rows, int columns, int stride = 0)
    {
        Stride = stride == 0 ? columns : stride;
        Check(values.Length, rows, columns, Stride);
        Values = values;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Gets the numbers, with the gaps between rows.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>Gets the number of rows.</summary>
    public int Rows { get; }

    /// <summary>Gets the number of columns.</summary>
    public int Columns { get; }

    /// <summary>Gets the elements from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Returns a row.</summary>
    /// <param name="row">Its index.</param>
    /// <returns>The row, [columns].</returns>
    public ReadOnlySpan<float> Row(int row) => Values.Slice(row * Stride, Columns);

    /// <summary>Returns some of the columns.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    /// <returns>A view of the same numbers.</returns>
    public ConstMatrixView ColumnRange(int start, int count) => new(Values[start..], Rows, count, Stride);

    /// <summary>Throws unless a view fits into its numbers; the kernels read without further checks.</summary>
    /// <param name="length">How many numbers there are.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    internal static void Check(int length, int rows, int columns, int stride)
    {
        if (rows < 0 || columns < 0 || stride < columns || (rows > 0 && ((rows - 1) * stride) + columns > length))
        {
            throw new ArgumentException($"A view of [{rows}, {columns}], rows {stride} apart, does not fit into {length} numbers.", nameof(length));
        }
    }
}
