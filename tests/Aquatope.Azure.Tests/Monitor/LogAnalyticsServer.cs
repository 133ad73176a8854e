using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Aquatope.Azure.Tests;

/// <summary>
/// Stands in for the query service of Log Analytics. It answers this project's queries, known by their first comment, with
/// what they mean, over the spans of a <see cref="SpanStore"/>; the queries' own text is checked by Kusto's parser
/// (<see cref="QueryTextTests"/>).
/// </summary>
internal sealed class LogAnalyticsServer : LoopbackServer
{
    public const string Workspace = "11111111-2222-3333-4444-555555555555";

    public SpanStore Spans { get; } = new();

    /// <summary>Gets the texts of the queries, in order.</summary>
    public List<string> Queries { get; } = [];

    /// <summary>Gets or sets the most rows of an answer. Default: what the service allows.</summary>
    public int MostRows { get; set; } = 500_000;

    /// <summary>Gets or sets what happens before a query is answered; spans arrive meanwhile, for example.</summary>
    public Action<int> Before { get; set; } = _ => { };

    /// <summary>Gets or sets what tells whether a span that ended at a moment has been ingested. Default: all have.</summary>
    public Func<DateTimeOffset, bool> Ingested { get; set; } = _ => true;

    protected override string Scope => "https://api.loganalytics.io/.default";

    protected override async Task ServeAsync(HttpContext context)
    {
        Assert.Equal($"POST /v1/workspaces/{Workspace}/query", $"{context.Request.Method} {context.Request.Path}");
        Assert.Matches("wait=[0-9]+", context.Request.Headers["Prefer"].ToString());
        JsonNode request = (await JsonNode.ParseAsync(context.Request.Body))!;
        string text = request["query"]!.GetValue<string>();
        string[] timespan = request["timespan"]!.GetValue<string>().Split('/');
        Queries.Add(text);
        Before(Queries.Count);
        (string[] columns, List<object?[]> rows) = new SpanQueries(Spans.Where(Ingested), text, DateTimeOffset.Parse(timespan[0]), DateTimeOffset.Parse(timespan[1])).Answer();
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(Answer(columns, rows).ToJsonString());
    }

    private JsonObject Answer(string[] columns, List<object?[]> rows)
    {
        var answer = new JsonObject
        {
            ["tables"] = new JsonArray(new JsonObject
            {
                ["name"] = "PrimaryResult",
                ["columns"] = new JsonArray([.. columns.Select((name, index) => new JsonObject { ["name"] = name, ["type"] = TypeOf(rows, index) })]),
                ["rows"] = new JsonArray([.. rows.Take(MostRows).Select(row => new JsonArray([.. row.Select(value => JsonSerializer.SerializeToNode(value))]))]),
            }),
        };
        if (rows.Count > MostRows)
        {
            // Recorded shape: status 200, and the reason three levels deep.
            answer["error"] = JsonNode.Parse($$$"""
                {"code":"PartialError","message":"There were some errors when processing your query.",
                 "details":[{"code":"EngineError","message":"Something went wrong processing your query on the server.",
                             "innererror":{"code":"-2133196797","message":"The results of this query exceed the set limit of {{{MostRows}}} records.",
                                           "severity":2,"severityName":"Error"}}]}
                """);
        }

        return answer;
    }

    private static string TypeOf(List<object?[]> rows, int column) => rows.Select(row => row[column]).FirstOrDefault(value => value is not null) switch
    {
        DateTime => "datetime",
        bool => "bool",
        double => "real",
        int or long => "long",
        _ => "string",
    };
}
