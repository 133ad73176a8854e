using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aquatope.Cli;

/// <summary>A reproduced figure as it is kept: numbers, drawings, and what made them.</summary>
internal static class ResultDocument
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Returns the JSON document of a figure.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="command">The command that makes it.</param>
    public static JsonObject Of(Figure figure, string command) => new()
    {
        ["figure"] = figure.Name,
        ["title"] = figure.Title,
        ["description"] = figure.Description,
        ["claims"] = new JsonArray([.. figure.Claims.Select(claim => JsonValue.Create(claim))]),
        ["command"] = command,
        ["machine"] = $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}",
        ["charts"] = new JsonArray([.. figure.Charts.Select(chart => JsonValue.Create($"{chart.Name}.svg"))]),
        ["columns"] = new JsonArray([.. figure.Columns.Select(column => JsonValue.Create(column))]),
        ["rows"] = new JsonArray([.. figure.Rows.Select(row => RowOf(figure.Columns, row))]),
    };

    /// <summary>Returns a document as text.</summary>
    public static string Write(JsonObject document) => document.ToJsonString(Indented) + "\n";

    /// <summary>Returns the table of a figure as comma-separated values (RFC 4180); what is infinite is left empty.</summary>
    public static string ToCsv(Figure figure)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', figure.Columns).Append('\n');
        foreach (ImmutableArray<object> row in figure.Rows)
        {
            text.AppendJoin(',', row.Select(Field)).Append('\n');
        }

        return text.ToString();
    }

    private static JsonObject RowOf(ImmutableArray<string> columns, ImmutableArray<object> row)
    {
        var values = new JsonObject();
        for (int i = 0; i < columns.Length; i++)
        {
            values[columns[i]] = row[i] switch
            {
                double number when double.IsFinite(number) => JsonValue.Create(Math.Round(number, 6)),
                double => null,
                var other => JsonValue.Create(other.ToString()),
            };
        }

        return values;
    }

    private static string Field(object value) => value switch
    {
        double number => double.IsFinite(number) ? Math.Round(number, 6).ToString(CultureInfo.InvariantCulture) : "",
        string text when text.AsSpan().ContainsAny(",\"\n") => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => value.ToString()!,
    };
}
