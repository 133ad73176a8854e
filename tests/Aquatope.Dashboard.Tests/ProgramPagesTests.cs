using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;

namespace Aquatope.Dashboard.Tests;

/// <summary>The pages of a program, in a real browser.</summary>
public sealed class ProgramPagesTests(ProgramRig rig) : IClassFixture<ProgramRig>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_InLightAndDarkWideAndNarrow_ShowLiveDataWithoutFault()
    {
        Chromium.SkipUnlessThere();
        string id = await FirstAsync();
        object[] pages =
        [
            new { name = "overview", hash = "#/", wait = ".verdict.good" },
            new { name = "workflow", hash = "#/workflow", wait = ".node.critical" },
            new { name = "executions", hash = "#/executions?hub=production", wait = "tbody a" },
            new { name = "execution", hash = $"#/execution?hub=production&id={id}", wait = ".gantt .bar-work" },
            new { name = "tuning", hash = "#/tuning", wait = ".line-model" },
            new { name = "pools", hash = "#/pools", wait = ".pool .plot canvas" },
        ];

        Seen[] seen = await Chromium.RunAsync<Seen[]>(
            "pages.mjs", new { chromium = Chromium.Path, url = rig.Address, pages, shots = Environment.GetEnvironmentVariable(Chromium.ScreenshotsVariable) });

        Assert.All(seen, page => Assert.True(page.Violations.Length == 0, $"{page.Name}, {page.ColorScheme}, {page.Width} px: {string.Join('\n', page.Violations)}"));
        Assert.All(seen, page => Assert.False(page.ScrollsSideways, $"{page.Name} is wider than {page.Width} px."));
        Assert.Equal(28, seen.Length);
        Assert.All(seen.Where(page => page.Name == "workflow"), page => Assert.Contains("Where the time goes", page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tuning_ApproveAndRollBack_AreDoneAndRecorded()
    {
        Chromium.SkipUnlessThere();

        Done done = await Chromium.RunAsync<Done>("tuning.mjs", new { chromium = Chromium.Path, url = rig.Address });

        Assert.Empty(done.Errors);
        Assert.Equal(["approve", "roll back", "trial by keyboard", "start"], done.Steps);
    }

    [Fact]
    public async Task Page_LeftWhileItAsks_LeavesNoError_AndOneThatIsRefusedTellsWhy()
    {
        Chromium.SkipUnlessThere();

        Leaving leaving = await Chromium.RunAsync<Leaving>("leaving.mjs", new { chromium = Chromium.Path, url = rig.Address });

        Assert.Empty(leaving.Left);
        Assert.Equal("The disk is full.", leaving.Told);
    }

    [Fact]
    public async Task Api_OfEveryPage_TellsOfTheRun()
    {
        using var http = new HttpClient { BaseAddress = rig.Address };

        JsonNode overview = (await http.GetFromJsonAsync<JsonNode>($"/api/overview?workflow={ProgramRig.Workflow}", Cancellation))!;
        JsonNode workflow = (await http.GetFromJsonAsync<JsonNode>($"/api/workflow?name={ProgramRig.Workflow}", Cancellation))!;
        JsonNode tuning = (await http.GetFromJsonAsync<JsonNode>($"/api/tuning?workflow={ProgramRig.Workflow}", Cancellation))!;
        JsonNode insight = (await http.GetFromJsonAsync<JsonNode>($"/api/tuning/insight?workflow={ProgramRig.Workflow}&stage=Decode", Cancellation))!;
        JsonNode pools = (await http.GetFromJsonAsync<JsonNode>("/api/pools", Cancellation))!;

        Assert.True(overview["now"]!["executions"]!.GetValue<int>() >= 40);
        Assert.Equal(4, workflow["stages"]!.AsArray().Count);
        Assert.Equal(
            ["Decode-Find", "Decode-Rank", "Find-Route", "Rank-Route"],
            workflow["edges"]!.AsArray().Select(edge => $"{edge!["from"]}-{edge["to"]}").Order(StringComparer.Ordinal));
        Assert.NotEmpty(tuning["trials"]!.AsArray());
        Assert.NotEmpty(insight["slices"]!.AsArray());
        Assert.All(insight["slices"]![0]!["points"]!.AsArray(), point => Assert.True(point!["executionMs"]![0]!.GetValue<double>() <= point["executionMs"]![2]!.GetValue<double>()));
        Assert.Equal(4, pools["pools"]!.AsArray().Count);
    }

    [Fact]
    public async Task Page_OfAProgram_HasTheOverviewInIt()
    {
        using var http = new HttpClient { BaseAddress = rig.Address };

        JsonNode answers = JsonNode.Parse(FirstPageTests.AnswersIn(await http.GetStringAsync("/", Cancellation)))!;

        Assert.Equal("overview", answers[1]!["path"]!.GetValue<string>());
        Assert.Equal(ProgramRig.Workflow, answers[1]!["query"]!["workflow"]!.GetValue<string>());
        Assert.True(answers[1]!["answer"]!["now"]!["executions"]!.GetValue<int>() >= 40);
    }

    private async Task<string> FirstAsync()
    {
        await foreach (OrchestrationMetadata execution in rig.Client.GetAllInstancesAsync(new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Completed] }))
        {
            return execution.InstanceId;
        }

        throw new InvalidOperationException("Nothing has completed.");
    }

    private sealed record Seen(string Name, string ColorScheme, int Width, bool ScrollsSideways, string[] Violations, string Text);

    private sealed record Done(string[] Steps, string[] Errors);

    private sealed record Leaving(string[] Left, string Told);
}
