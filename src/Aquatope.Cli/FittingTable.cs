using System.Collections.Immutable;
using Spectre.Console;

namespace Aquatope.Cli;

/// <summary>A table that shows on a narrow terminal only the columns it has room for; the JSON document has everything.</summary>
internal sealed class FittingTable
{
    private readonly int[] _shown;

    /// <summary>Initializes a new instance of the <see cref="FittingTable"/> class.</summary>
    /// <param name="console">Where it will be written.</param>
    /// <param name="fullWidth">How many characters all columns take.</param>
    /// <param name="columns">The columns.</param>
    public FittingTable(IAnsiConsole console, int fullWidth, ImmutableArray<FittingColumn> columns)
    {
        bool wide = console.Profile.Width >= fullWidth;
        Table = new Table().Border(wide ? TableBorder.Simple : TableBorder.None);
        _shown = [.. Enumerable.Range(0, columns.Length).Where(n => wide || columns[n].Narrow is not null)];
        foreach (int n in _shown)
        {
            Table.AddColumn(new TableColumn(Markup.Escape(wide ? columns[n].Wide : columns[n].Narrow!))
            {
                Alignment = columns[n].IsText ? Justify.Left : Justify.Right,
                NoWrap = true,
                Padding = wide ? new Padding(1, 0) : new Padding(0, 0, 1, 0),
            });
        }
    }

    /// <summary>Gets the table.</summary>
    public Table Table { get; }

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Texts of the columns, shown and not; the last ones may be left out.</param>
    public void AddRow(params ReadOnlySpan<string> cells)
    {
        var row = new List<string>();
        foreach (int n in _shown)
        {
            if (n < cells.Length)
            {
                row.Add(Markup.Escape(cells[n]));
            }
        }

        Table.AddRow([.. row]);
    }
}
