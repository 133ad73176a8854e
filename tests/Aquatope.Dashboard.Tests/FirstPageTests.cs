using System.Text.Json.Nodes;

namespace Aquatope.Dashboard.Tests;

/// <summary>The page comes with what it would ask first.</summary>
public sealed class FirstPageTests(HubRig rig) : IClassFixture<HubRig>
{
    private const string Begin = "<script type=\"application/json\" id=\"first-answers\">";
    private const string End = "</script>";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_OfATaskHub_HasItsExecutionsAsTheyWouldBeAnswered()
    {
        JsonArray answers = JsonNode.Parse(AnswersIn(await rig.Http.GetStringAsync("/", Cancellation)))!.AsArray();

        Assert.Equal(["about", "executions"], answers.Select(answer => answer!["path"]!.GetValue<string>()));
        await Assert.AllAsync(answers, async answer =>
        {
            string query = string.Join('&', answer!["query"]!.AsObject().Select(pair => $"{pair.Key}={pair.Value}"));
            string asked = await rig.Http.GetStringAsync($"/api/{answer["path"]}?{query}", Cancellation);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(asked), answer["answer"]), asked);
        });
    }

    [Fact]
    public async Task Page_NamesThatWouldEndTheElement_StayInIt()
    {
        const string Name = "</script><script>window.hacked=1</script><!--<script>";
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(Name, input: null, new Microsoft.DurableTask.StartOrchestrationOptions($"{Name}-id"), Cancellation);

        string answers = AnswersIn(await rig.Http.GetStringAsync("/", Cancellation));

        Assert.DoesNotContain('<', answers);
        JsonArray listed = JsonNode.Parse(answers)![1]!["answer"]!["instances"]!.AsArray();
        Assert.Contains(listed, instance => instance!["name"]!.GetValue<string>() == Name && instance["id"]!.GetValue<string>() == $"{Name}-id");
    }

    [Fact]
    public async Task Page_AskedForByAnotherSite_HasNoAnswers()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };

        using HttpResponseMessage page = await rig.Http.SendAsync(request, Cancellation);

        Assert.Empty(AnswersIn(await page.Content.ReadAsStringAsync(Cancellation)));
    }

    [Fact]
    public async Task Page_InABrowser_ShowsExecutionsWithoutAskingForThem()
    {
        Chromium.SkipUnlessThere();

        Opened opened = await Chromium.RunAsync<Opened>("first.mjs", new { chromium = Chromium.Path, url = rig.Dashboard.AddressWithToken, content = "tbody a" });

        Assert.Empty(opened.Errors);
        Assert.Equal(["/", "/app.css", "/app.js"], opened.Asked.Except(["/icon.svg"]).Order(StringComparer.Ordinal));
    }

    internal static string AnswersIn(string page)
    {
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return page[begin..page.IndexOf(End, begin, StringComparison.Ordinal)];
    }

    private sealed record Opened(string[] Asked, string[] Errors);
}
