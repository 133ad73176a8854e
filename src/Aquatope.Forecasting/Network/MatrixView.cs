namespace Aquatope.Forecasting;

/// <summary>A writable view of a row-major matrix of floats: rows of a given length, a given distance apart.</summary>
internal readonly ref struct MatrixView
{
    /// <summary>Initializes a new instance of the <see cref="MatrixView"/> struct.</summary>
    /// <param name="values">The numbers, from the first element of the view on.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="stride">Elements from one row to the next; zero for the number of columns.</param>
    /// <exception cref="ArgumentException">The view does not fit into the numbers.</exception>
    public MatrixView(Span<float> values, int rows, int columns, int stride = 0)
    {
        Stride = stride == 0 ? columns : stride;
        ConstMatrixView.Check(values.Length, rows, columns, Stride);
        Values = values;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Gets the numbers, with the gaps between rows.</summary>
    public Span<float> Values { get; }

    /// <summary>Gets the number of rows.</summary>
    public int Rows { get; }

    /// <summary>Gets the number of columns.</summary>
    public int Columns { get; }

    /// <summary>Gets the elements from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Views a matrix that may be written as one that may not.</summary>
    /// <param name="view">The view.</param>
    public static implicit operator ConstMatrixView(MatrixView view) => new(view.Values, view.Rows, view.Columns, view.Stride);

    /// <summary>Returns a row.</summary>
    /// <param name="row">Its index.</param>
    /// <returns>The row, [columns].</returns>
    public Span<float> Row(int row) => Values.Slice(row * Stride, Columns);

    /// <summary>Returns some of the columns.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    /// <returns>A view of the same numbers.</returns>
    public MatrixView ColumnRange(int start, int count) => new(Values[start..], Rows, count, Stride);

    /// <summary>Returns some of the rows.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    /// <returns>A view of the same numbers.</returns>
    public MatrixView RowRange(int start, int count) => new(Values[(start * Stride)..], count, Columns, Stride);

    /// <summary>Sets every element.</summary>
    /// <param name="value">The value.</param>
    public void Fill(float value)
    {
        for (int i = 0; i < Rows; i++)
        {
            Row(i).Fill(value);
        }
    }
}
