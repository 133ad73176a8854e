using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Aquatope.Docs.Tests;

/// <summary>Writes the page of measured results, ratios first, from the documents that commands keep in <c>docs/results</c>.</summary>
internal static class BenchmarksPage
{
    public const string File = "docs/benchmarks.md";
    private const string Folder = "docs/results";

    /// <summary>Returns the page.</summary>
    public static string Write()
    {
        JsonObject[] documents = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder), "*.json")
            .Order(StringComparer.Ordinal)
            .Select(file => JsonNode.Parse(System.IO.File.ReadAllText(file))!.AsObject())];
        var page = new StringBuilder("""
            # Benchmarks

            Generated from the results in `docs/results`, each made by the command above its table; `tests/Aquatope.Docs.Tests` compares. Ratios come first: they are what can be compared between machines.

            ## Ratios

            | what | compared with | ratio |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (ResultRatio ratio in documents.SelectMany(ResultRatios.Of).Where(ratio => ratio.Value is not null))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {ratio.What} | {ratio.Against} | **{ratio.Value:0.00}** |\n");
        }

        page.Append("\nBelow one, what is named first needs, costs or misses less. What was measured of single parts is in their own pages: [task hub](../src/Aquatope.TaskHub/README.md#speed), [forecasting](../src/Aquatope.Forecasting/README.md#measured), [tuners on recorded workflows](../src/Aquatope.Simulation/README.md#what-tuners-make-of-them), [example stages](../functions/Aquatope.Examples/README.md#measurements).\n");
        Array.ForEach(documents, document => Append(page, document));
        return page.ToString();
    }

    private static void Append(StringBuilder page, JsonObject document)
    {
        string[] columns = [.. document["columns"]!.AsArray().Select(column => column!.GetValue<string>())];
        page.Append(CultureInfo.InvariantCulture, $"\n## {Text("title")}\n\n{Text("description")}\n\n```sh\n{Text("command")}\n```\n\n{Text("machine")}\n\n");
        if (document["claims"] is JsonArray { Count: > 0 } claims)
        {
            page.AppendJoin("", claims.Select(claim => $"- {claim!.GetValue<string>()}\n")).Append('\n');
        }

        page.AppendJoin("", document["charts"]!.AsArray().Select(chart => $"![{chart!.GetValue<string>()}](results/{chart.GetValue<string>()})\n\n"));
        page.Append("| ").AppendJoin(" | ", columns).Append(" |\n|").AppendJoin('|', columns.Select(_ => "---")).Append("|\n");
        foreach (JsonNode? row in document["rows"]!.AsArray())
        {
            page.Append("| ").AppendJoin(" | ", columns.Select(column => Cell(row![column]))).Append(" |\n");
        }

        string Text(string name) => document[name]!.GetValue<string>();
    }

    private static string Cell(JsonNode? value) => value switch
    {
        null => "–",
        JsonValue text when text.TryGetValue(out string? found) => found,
        _ => value.GetValue<double>().ToString("0.###", CultureInfo.InvariantCulture),
    };
}
