namespace Aquatope.Inference;

/// <summary>A dense matrix of doubles, stored row by row.</summary>
/// <threadsafety>Safe for concurrent reading.</threadsafety>
public sealed class Matrix
{
    private readonly double[] _values;

    /// <summary>Initializes a new instance of the <see cref="Matrix"/> class, filled with zeros.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        _values = new double[rows * columns];
    }

    /// <summary>Gets the number of rows.</summary>
    public int Rows { get; }

    /// <summary>Gets the number of columns.</summary>
    public int Columns { get; }

    /// <summary>Gets all values, row by row.</summary>
    public Span<double> Values => _values;

    /// <summary>Gets or sets one value.</summary>
    /// <param name="row">The row, from zero.</param>
    /// <param name="column">The column, from zero.</param>
    /// <returns>The value.</returns>
    public double this[int row, int column]
    {
        get => _values[(row * Columns) + column];
        set => _values[(row * Columns) + column] = value;
    }

    /// <summary>Creates a matrix from its rows.</summary>
    /// <param name="rows">The rows, all of the same length.</param>
    /// <returns>A copy of the values.</returns>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public static Matrix OfRows(IReadOnlyList<double[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var matrix = new Matrix(rows.Count, rows.Count == 0 ? 0 : rows[0].Length);
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Length != matrix.Columns)
            {
                throw new ArgumentException($"Row {i} has {rows[i].Length} values, row 0 has {matrix.Columns}: they must agree.", nameof(rows));
            }

            rows[i].CopyTo(matrix.Row(i));
        }

        return matrix;
    }

    /// <summary>Returns a view of one row.</summary>
    /// <param name="row">The row, from zero.</param>
    /// <returns>Its values; writing to them changes the matrix.</returns>
    public Span<double> Row(int row) => _values.AsSpan(row * Columns, Columns);
}
