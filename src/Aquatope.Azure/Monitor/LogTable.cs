using System.Text.Json;

namespace Aquatope.Azure;

/// <summary>The answer to a query: named columns and rows.</summary>
internal sealed class LogTable
{
    private readonly Dictionary<string, int> _columns;

    /// <summary>Initializes a new instance of the <see cref="LogTable"/> class.</summary>
    /// <param name="table">The table as the service sends it.</param>
    public LogTable(JsonElement table)
    {
        _columns = table.GetProperty("columns").EnumerateArray()
            .Select((column, index) => (Name: column.GetProperty("name").GetString()!, index))
            .ToDictionary(column => column.Name, column => column.index, StringComparer.Ordinal);
        Rows = [.. table.GetProperty("rows").EnumerateArray().Select(row => new LogRow(_columns, row))];
    }

    /// <summary>Gets the rows, in the order that the query asked for.</summary>
    public IReadOnlyList<LogRow> Rows { get; }
}

/// <summary>One row of an answer.</summary>
internal readonly struct LogRow(Dictionary<string, int> columns, JsonElement row)
{
    /// <summary>Returns a text; empty where there is none.</summary>
    public string Text(string column) => row[columns[column]].GetString() ?? string.Empty;

    /// <summary>Returns a moment.</summary>
    public DateTimeOffset Time(string column) => row[columns[column]].GetDateTimeOffset();

    /// <summary>Returns a number.</summary>
    public double Number(string column) => NumberOrNull(column)
        ?? throw new FormatException($"Column '{column}' of a row that Log Analytics returned has no number.");

    /// <summary>Returns a number, or null where there is none.</summary>
    public double? NumberOrNull(string column)
    {
        JsonElement value = row[columns[column]];

        // What JSON has no number for (infinite, not a number) comes as a text, and is none.
        return value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
    }

    /// <summary>Returns a truth value; false where there is none.</summary>
    public bool Flag(string column) => row[columns[column]].ValueKind switch
    {
        JsonValueKind.True => true,

        // The service sends the type bool also as the numbers 0 and 1.
        JsonValueKind.Number => row[columns[column]].GetDouble() != 0,
        _ => false,
    };
}
