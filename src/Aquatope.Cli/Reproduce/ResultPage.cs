using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Aquatope.Cli;

/// <summary>The page that shows every figure in a folder, each with the command that made it.</summary>
internal static class ResultPage
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
        pre { padding: .6rem .8rem; border: 1px solid #8885; border-radius: 4px; white-space: pre-wrap; }
        .charts { display: flex; flex-wrap: wrap; gap: 1rem; }
        .charts img { width: 100%; max-width: 34rem; background: #fff; border: 1px solid #8885; border-radius: 4px; }
        .table { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; }
        th, td { padding: .2rem .6rem; border-bottom: 1px solid #8885; text-align: right; white-space: nowrap; }
        th.text, td.text { text-align: left; }
        """;

    /// <summary>Returns the page.</summary>
    /// <param name="documents">The documents of the figures, in the order in which they are shown.</param>
    /// <returns>An HTML document.</returns>
    public static string Of(IEnumerable<JsonObject> documents)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>Aquatope.Durable: results</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<h1>Results</h1>\n");
        foreach (JsonObject document in documents)
        {
            Append(page, document);
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder page, JsonObject document)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2 id=\"{Text(document, "figure")}\">{Text(document, "title")}</h2>\n<p>{Text(document, "description")}</p>\n<pre>{Text(document, "command")}</pre>\n<p>{Text(document, "machine")}</p>\n");
        if (document["claims"] is JsonArray { Count: > 0 } claims)
        {
            page.Append("<ul>\n").AppendJoin("", claims.Select(claim => $"<li>{WebUtility.HtmlEncode(claim!.GetValue<string>())}</li>\n")).Append("</ul>\n");
        }

        page.Append("<div class=\"charts\">\n");
        foreach (JsonNode? chart in document["charts"]!.AsArray())
        {
            string file = WebUtility.HtmlEncode(chart!.GetValue<string>());
            page.Append(CultureInfo.InvariantCulture, $"<img src=\"{file}\" alt=\"{file}\">\n");
        }

        page.Append("</div>\n<div class=\"table\"><table>\n");
        string[] columns = [.. document["columns"]!.AsArray().Select(column => column!.GetValue<string>())];
        JsonObject[] rows = [.. document["rows"]!.AsArray().Select(row => row!.AsObject())];
        HashSet<string> texts = [.. columns.Where(column => rows.Any(row => IsText(row[column])))];
        page.Append("<tr>").AppendJoin("", columns.Select(column => $"<th{Class(column)}>{WebUtility.HtmlEncode(column)}</th>")).Append("</tr>\n");
        foreach (JsonObject row in rows)
        {
            page.Append("<tr>").AppendJoin("", columns.Select(column => $"<td{Class(column)}>{Cell(row[column])}</td>")).Append("</tr>\n");
        }

        page.Append("</table></div>\n");

        string Class(string column) => texts.Contains(column) ? " class=\"text\"" : "";
    }

    private static bool IsText(JsonNode? value) => value is JsonValue found && found.TryGetValue(out string? _);

    private static string Text(JsonObject document, string name) => WebUtility.HtmlEncode(document[name]!.GetValue<string>());

    private static string Cell(JsonNode? value) => value switch
    {
        null => "&ndash;",
        JsonValue text when IsText(text) => WebUtility.HtmlEncode(text.GetValue<string>()),
        _ => value.GetValue<double>().ToString("0.###", CultureInfo.InvariantCulture),
    };
}
