using System.Text.Json;
using System.Text.RegularExpressions;
using Aquatope.Tests.NodeJs;

namespace Aquatope.Azure.Tests;

/// <summary>The text of every query is understood by Kusto's own parser, against the columns that a workspace has.</summary>
public sealed partial class QueryTextTests
{
    private const string Spans =
        "(TimeGenerated: datetime, Id: string, Name: string, DurationMs: real, Success: bool, ResultCode: string, OperationId: string, "
        + "OperationName: string, ParentId: string, AppRoleName: string, AppRoleInstance: string, ItemCount: int, Properties: dynamic, Measurements: dynamic";

    private const string Tables =
        $"let AppRequests = datatable{Spans}, Url: string, Source: string)[];\n"
        + "let AppTraces = datatable(TimeGenerated: datetime, Message: string, SeverityLevel: int, Properties: dynamic)[];\n"
        + "let AppMetrics = datatable(TimeGenerated: datetime, Name: string, Sum: real, Min: real, Max: real, ItemCount: int, Properties: dynamic)[];\n"
        + $"let AppDependencies = datatable{Spans}, Target: string, DependencyType: string, Data: string)[];\n";

    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Parse_EveryQuery_FindsNothingWrongAndTheColumnsThatTheServerOfTheseTestsReturns()
    {
        string[] names = [.. typeof(LogAnalyticsOptions).Assembly.GetManifestResourceNames().Select(name => Path.GetFileNameWithoutExtension(name)).Order(StringComparer.Ordinal)];
        IEnumerable<string> expected = names.Select(name =>
            $"{name}({string.Join(", ", new SpanQueries(new SpanStore(), Named(name).Text, Noon, Noon).Answer().Columns)})");

        string said = await FindingsAsync(names.ToDictionary(name => name, name => Tables + Named(name).Text));
        Assert.Equal(expected, ColumnType().Replace(said, string.Empty).Split('\n', StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task Parse_QueriesOfAlertsAndTheWorkbook_FindsNothingWrong()
    {
        const string Parameters = "let objectives = datatable(Workflow: string, BoundMs: real, Percentile: real)[\"Thumbnails\", 800, 95];\n"
            + "let workflow = \"Thumbnails\"; let boundMs = 800; let percentage = 95;\n";
        string[] files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "infra"), "*.kql");
        Assert.Equal(11, files.Length);

        string said = await FindingsAsync(files.ToDictionary(
            file => Path.GetFileNameWithoutExtension(file), file => Tables + Parameters + File.ReadAllText(file)));
        Assert.Equal(files.Length, said.Split('\n').Count(line => line.Contains('(', StringComparison.Ordinal) && line.TrimEnd().EndsWith(')')));
        Assert.DoesNotContain("KS", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parse_WrongColumn_IsFound() =>
        Assert.Contains("KS142", await FindingsAsync(new Dictionary<string, string> { ["wrong"] = $"{Tables}AppRequests | where Duration > 1" }), StringComparison.Ordinal);

    [Fact]
    public async Task With_TextsThatLookLikeQueries_StayTexts()
    {
        string[] hostile = ["\" | take 1 //", "\\\"; let workflow = \"x", "a\nb"];
        string[] lines = [.. hostile.Select(text => LogQuery.Named("stages").With("lane", text).Text.Split('\n')[0])];

        Assert.All(lines.Zip(hostile), pair => Assert.DoesNotContain(pair.Second, pair.First, StringComparison.Ordinal));
        Assert.Equal(hostile.Length, (await FindingsAsync(lines.ToDictionary(line => line, line => $"{line} print Lane = lane"))).Split("(Lane: string)").Length - 1);
    }

    private static LogQuery Named(string name) => LogQuery.Named(name)
        .With("lane", "production")
        .With("workflow", "Thumbnails")
        .With("execution", string.Empty)
        .With("since", Noon)
        .With("until", Noon.AddHours(1))
        .With("longest", TimeSpan.FromHours(1))
        .With("width", TimeSpan.FromSeconds(10));

    private static async Task<string> FindingsAsync(Dictionary<string, string> queries)
    {
        Assert.SkipUnless(NodeProcess.IsInstalled, NodeProcess.Missing);
        await NodePackages.InstallAsync(StorageFixture.Folder);
        return await NodeProcess.AskAsync(StorageFixture.Folder, JsonSerializer.Serialize(queries), "queries.js");
    }

    [GeneratedRegex(": [a-z]+(?=[,)])")]
    private static partial Regex ColumnType();
}
