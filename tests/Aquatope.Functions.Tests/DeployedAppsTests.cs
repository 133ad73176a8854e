using System.Text.Json.Nodes;
using Aquatope.Examples;
using Microsoft.Azure.Functions.Worker;

namespace Aquatope.Functions.Tests;

/// <summary>The apps of the template, against the functions that there are: each registers with its task hub what it serves, and nothing else.</summary>
public sealed class DeployedAppsTests
{
    private static readonly string Infra = Path.Combine(AppContext.BaseDirectory, "infra");

    [Theory]
    [InlineData("main")]
    [InlineData("container-apps")]
    public void Disabled_InEveryApp_AreFunctionsThatExist(string deployment) => Assert.All(
        Apps(deployment), app => Assert.Subset(FunctionList.All.Select(function => function.Name).ToHashSet(), Disabled(app).ToHashSet()));

    [Fact]
    public void Enabled_InEachStageApp_IsItsStageOnly()
    {
        JsonNode[] apps = [.. Apps("main").Where(app => app["AQUATOPE_STAGE"] is not null)];

        Assert.Equal(2 * Deployed.Stages.Length, apps.Length);
        Assert.All(apps, app => Assert.Equal([$"{app["AQUATOPE_STAGE"]}"], Enabled(app)));
        Assert.All(apps, app => Assert.Equal($"{app["AQUATOPE_LANE"]}", $"{app["TASKHUB_NAME"]}"));
    }

    [Fact]
    public void Enabled_InEachOrchestratorApp_AreTheWorkflowsOnly()
    {
        JsonNode[] apps = [.. Apps("main").Where(app => app["AQUATOPE_LANE"] is not null && app["AQUATOPE_STAGE"] is null)];

        Assert.Equal(2, apps.Length);
        Assert.All(apps, app => Assert.Equal([Deployed.Orchestrator], Enabled(app)));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("container-apps")]
    public void Enabled_InTheControlApp_IsWhatBelongsToNoLane(string deployment)
    {
        JsonNode control = Assert.Single(Apps(deployment), app => app["AQUATOPE_APPS"] is not null);
        IEnumerable<string> examples = ExampleProgram.Examples.SelectMany(example => example.Stages.Select(stage => stage.Name).Append(example.Orchestrator));

        Assert.Equal(FunctionList.All.Select(function => function.Name).Except(examples), Enabled(control));
        Assert.Equal("control", $"{control["TASKHUB_NAME"]}");
        Assert.Contains("PreWarm", FunctionList.Of<TimerTriggerAttribute>());
    }

    [Fact]
    public void Services_OfAzd_AreTaggedApps()
    {
        string[] yaml = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "azure.yaml"));
        string[] services = [.. yaml.SkipWhile(line => line != "services:").Skip(1).Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ').Select(line => line.Trim(' ', ':'))];

        Assert.Equal(["control"], services);
        Assert.Equal(services, Resources("main").Select(resource => resource["tags"]?["azd-service-name"]).OfType<JsonNode>().Where(tag => $"{tag}".Length > 0).Select(tag => $"{tag}"));
    }

    private static ExampleWorkflow Deployed => ExampleProgram.Examples.Single(example => example.Name == "image-recognition");

    private static IEnumerable<string> Enabled(JsonNode app) => FunctionList.All.Select(function => function.Name).Except(Disabled(app));

    private static IEnumerable<string> Disabled(JsonNode app) => app.AsObject()
        .Where(setting => setting.Key.StartsWith("AzureWebJobs.", StringComparison.Ordinal) && $"{setting.Value}" == "true")
        .Select(setting => setting.Key.Split('.')[1]);

    private static IEnumerable<JsonNode> Apps(string deployment) => Resources(deployment)
        .Where(resource => $"{resource["type"]}" == "Microsoft.Web/sites/config")
        .Select(resource => resource["properties"]!);

    private static IEnumerable<JsonNode> Resources(string deployment) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Infra, $"{deployment}.snapshot.json")))!["predictedResources"]!.AsArray().OfType<JsonNode>();
}
