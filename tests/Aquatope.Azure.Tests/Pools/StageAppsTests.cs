using System.Text.Json.Nodes;

namespace Aquatope.Azure.Tests;

public sealed class StageAppsTests
{
    [Theory]
    [InlineData("main", HostingPlan.FlexConsumption, "Microsoft.Web/sites", 10)]
    [InlineData("container-apps", HostingPlan.ContainerApps, "Microsoft.App/containerApps", 10)]
    public void Parse_WhatTheTemplateHandsOver_IsEveryStageInEveryLane(string template, HostingPlan plan, string type, int count)
    {
        JsonObject settings = ControlSettings(template);
        IReadOnlyList<StageApp> apps = StageApps.Parse($"{settings["AQUATOPE_APPS"]}");

        Assert.Equal(count, apps.Count);
        Assert.All(apps, app => Assert.Equal((plan, type), (app.Plan, app.Id.ResourceType.ToString())));
        Assert.Equal(["production", "trial-1"], apps.Select(app => app.Lane).Distinct());
        Assert.All(apps, app => Assert.Equal(app.Lane == "production" ? TimeSpan.FromMinutes(15) : TimeSpan.Zero, app.WarmInterval));
    }

    [Fact]
    public void Parse_PricesThatTheTemplateHandsOver_AreThoseOfTheParameter() =>
        Assert.Equal(0.00001, AzurePrices.Parse($"{ControlSettings("main")["AQUATOPE_PRICES"]}", "AQUATOPE_PRICES").DurableTaskScheduler.PerAction);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""[{"lane": "production", "stage": "Resize", "plan": "FlexConsumption"}]""")]
    [InlineData("""[{"lane": "production", "stage": null, "plan": "FlexConsumption", "id": "/subscriptions/1/resourceGroups/g/providers/Microsoft.Web/sites/a"}]""")]
    [InlineData("""[{"lane": "production", "stage": "Resize", "plan": "Cheapest", "id": "/subscriptions/1/resourceGroups/g/providers/Microsoft.Web/sites/a"}]""")]
    [InlineData("""[{"lane": "production", "stage": "Resize", "plan": "FlexConsumption", "id": "app"}]""")]
    [InlineData("""[{"lane": "production", "stage": "Resize", "plan": "ContainerApps", "id": "/subscriptions/1/resourceGroups/g/providers/Microsoft.Web/sites/a"}]""")]
    public void Parse_WrongList_SaysSoInOneLine(string json)
    {
        AppListException wrong = Assert.Throws<AppListException>(() => StageApps.Parse(json));

        Assert.DoesNotContain('\n', wrong.Message);
    }

    private static JsonObject ControlSettings(string template) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "infra", $"{template}.snapshot.json")))!["predictedResources"]!.AsArray()
            .Select(resource => resource!["properties"])
            .OfType<JsonObject>()
            .Single(properties => properties.ContainsKey("AQUATOPE_APPS"));
}
