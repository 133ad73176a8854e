using System.Text.Json.Nodes;
using Aquatope.Examples;
using Microsoft.Azure.Functions.Worker;

namespace Aquatope.Functions.Tests;

/// <summary>The apps of the template, against the functions that there are: each registers with its task hub what it serves, and nothing else.</summary>
public sealed class DeployedAppsTests
{
    [Theory]
    [InlineData("main")]
    [InlineData("container-apps")]
    public void Disabled_InEveryApp_AreFunctionsThatExist(string deployment) => Assert.All(
        Apps(deployment), app => Assert.Subset(FunctionList.All.Select(function => function.Name).ToHashSet(), Disabled(app).ToHashSet()));

    /// <summary>A stage without an app would wait for ever.</summary>
    [Theory]
    [InlineData("main")]
    [InlineData("container-apps")]
    public void StageApps_InEachLane_AreAllStagesOfTheWorkflow(string deployment)
    {
        var lanes = Snapshot.StageApps(deployment).GroupBy(app => app["AQUATOPE_LANE"]).ToList();

        Assert.Equal(["production", "trial-1"], lanes.Select(lane => lane.Key).Order());
        Assert.All(lanes, lane => Assert.Equal(Deployed.Stages.Select(stage => stage.Name).Order(), lane.Select(app => app["AQUATOPE_STAGE"]).Order()));
        Assert.All(lanes.SelectMany(lane => lane), app => Assert.Equal(app["AQUATOPE_LANE"], app["TASKHUB_NAME"]));
    }

    [Fact]
    public void OrchestratorApps_OnContainerApps_ServeTheWorkflowOfTheirLane()
    {
        var apps = Snapshot.ContainerApps("container-apps").Where(app => !app.ContainsKey("AQUATOPE_STAGE")).ToList();

        Assert.Equal(["production", "trial-1"], apps.Select(app => app["TASKHUB_NAME"]).Order());
        Assert.All(apps, app => Assert.Equal((app["TASKHUB_NAME"], Deployed.Orchestrator), (app["AQUATOPE_LANE"], app["AQUATOPE_WORKFLOWS"])));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("container-apps")]
    public void SharedContainer_OfEveryStageApp_IsOneThatIsDeployed(string deployment)
    {
        string[] containers = [.. Snapshot.StageApps(deployment).Select(app => app["AQUATOPE_SHARED_CONTAINER"]).Distinct()];

        Assert.Contains("'aquatope-shared'", Assert.Single(containers), StringComparison.Ordinal);
        Assert.Contains(Snapshot.Resources(deployment, "Microsoft.Storage/storageAccounts/blobServices/containers"),
            container => $"{container["name"]}".EndsWith("/aquatope-shared", StringComparison.Ordinal));
    }

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
        IEnumerable<string> examples = ExampleWorkflows.All.SelectMany(example => example.Stages.Select(stage => stage.Name).Append(example.Orchestrator));

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
        Assert.Equal(services, Snapshot.Resources("main").Select(resource => resource["tags"]?["azd-service-name"]).OfType<JsonNode>().Where(tag => $"{tag}".Length > 0).Select(tag => $"{tag}"));
    }

    private static ExampleWorkflow Deployed => ExampleWorkflows.All.Single(example => example.Name == "image-recognition");

    private static IEnumerable<string> Enabled(JsonNode app) => FunctionList.All.Select(function => function.Name).Except(Disabled(app));

    private static IEnumerable<string> Disabled(JsonNode app) => app.AsObject()
        .Where(setting => setting.Key.StartsWith("AzureWebJobs.", StringComparison.Ordinal) && $"{setting.Value}" == "true")
        .Select(setting => setting.Key.Split('.')[1]);

    private static IEnumerable<JsonNode> Apps(string deployment) => Snapshot.Resources(deployment, "Microsoft.Web/sites/config").Select(resource => resource["properties"]!);
}
