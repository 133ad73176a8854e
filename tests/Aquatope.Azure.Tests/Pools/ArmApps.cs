using System.Text.Json.Nodes;
using Azure.Core;

namespace Aquatope.Azure.Tests;

/// <summary>Apps as Azure Resource Manager returns them.</summary>
internal static class ArmApps
{
    private const string Group = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-aquatope/providers";

    private const string Settings = """
        {"DURABLE_TASK_SCHEDULER_CONNECTION_STRING": "Endpoint=https://dts.example;Authentication=ManagedIdentity", "TASKHUB_NAME": "production",
         "AQUATOPE_CPU": "1", "AQUATOPE_MEMORY_MIB": "2048", "AQUATOPE_CONCURRENCY": "1",
         "AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions": "1"}
        """;

    private static readonly string[] Lanes = ["production", "trial-1"];
    private static readonly string[] Stages = ["Decode", "Resize"];

    public static string IdOf(string lane, string stage, HostingPlan plan) => plan == HostingPlan.ContainerApps
        ? $"{Group}/Microsoft.App/containerApps/app-{lane}-{stage}"
        : $"{Group}/Microsoft.Web/sites/app-{lane}-{stage}";

    /// <summary>Puts the apps of two stages in two lanes on a server.</summary>
    public static IReadOnlyList<StageApp> AddTo(ArmServer server, HostingPlan plan, TimeSpan warmInterval = default)
    {
        server.Add(Parse($$$"""
            {"id": "{{{Group}}}/Microsoft.Web/serverfarms/plan", "name": "plan", "type": "Microsoft.Web/serverfarms", "location": "eastus",
             "sku": {"name": "EP1", "tier": "ElasticPremium"}, "properties": {"maximumElasticWorkerCount": 20}}
            """));
        IReadOnlyList<StageApp> apps = All(plan, warmInterval);
        foreach (StageApp app in apps)
        {
            server.Add(plan switch
            {
                HostingPlan.FlexConsumption => Flex(app.Id!),
                HostingPlan.ElasticPremium => Premium(app.Id!),
                _ => Container(app.Id!),
            });
        }

        return apps;
    }

    /// <summary>Returns two stages in two lanes.</summary>
    public static IReadOnlyList<StageApp> All(HostingPlan plan, TimeSpan warmInterval) =>
    [
        .. from lane in Lanes
           from stage in Stages
           select new StageApp { Lane = lane, Stage = stage, Plan = plan, WarmInterval = warmInterval, Id = new ResourceIdentifier(IdOf(lane, stage, plan)) },
    ];

    private static JsonObject Flex(string id) => Parse($$$"""
        {"id": "{{{id}}}", "name": "{{{id.Split('/')[^1]}}}", "type": "Microsoft.Web/sites", "kind": "functionapp,linux", "location": "eastus",
         "tags": {"azd-env-name": "test", "azd-service-name": "resize"},
         "identity": {"type": "UserAssigned", "userAssignedIdentities": {
             "{{{Group}}}/Microsoft.ManagedIdentity/userAssignedIdentities/id-aquatope": {"principalId": "00000000-0000-0000-0000-00000000000a", "clientId": "00000000-0000-0000-0000-00000000000b"} } },
         "properties": {"state": "Running", "hostNames": ["app.azurewebsites.net"], "httpsOnly": true, "serverFarmId": "{{{Group}}}/Microsoft.Web/serverfarms/plan",
             "functionAppConfig": {
                 "deployment": {"storage": {"type": "blobContainer", "value": "https://st.blob.core.windows.net/app-package",
                     "authentication": {"type": "UserAssignedIdentity", "userAssignedIdentityResourceId": "{{{Group}}}/Microsoft.ManagedIdentity/userAssignedIdentities/id-aquatope"} } },
                 "runtime": {"name": "dotnet-isolated", "version": "10.0"},
                 "scaleAndConcurrency": {"instanceMemoryMB": 2048, "maximumInstanceCount": 100,
                     "alwaysReady": [{"name": "http", "instanceCount": 1}], "triggers": {"http": {"perInstanceConcurrency": 16} } },
                 "siteUpdateStrategy": {"type": "Recreate"} } },
         "settings": {{{Settings}}} }
        """);

    private static JsonObject Premium(string id) => Parse($$$"""
        {"id": "{{{id}}}", "name": "{{{id.Split('/')[^1]}}}", "type": "Microsoft.Web/sites", "kind": "functionapp,linux", "location": "eastus",
         "properties": {"state": "Running", "serverFarmId": "{{{Group}}}/Microsoft.Web/serverfarms/plan",
             "siteConfig": {"minimumElasticInstanceCount": 0, "preWarmedInstanceCount": 1, "functionAppScaleLimit": 0}},
         "settings": {{{Settings.Replace("2048", "3584", StringComparison.Ordinal)}}} }
        """);

    private static JsonObject Container(string id) => Parse($$$"""
        {"id": "{{{id}}}", "name": "{{{id.Split('/')[^1]}}}", "type": "Microsoft.App/containerApps", "location": "eastus",
         "properties": {"provisioningState": "Succeeded",
             "configuration": {"activeRevisionsMode": "Single", "secrets": [{"name": "registry"}]},
             "template": {"revisionSuffix": "first",
                 "containers": [{"name": "stage", "image": "registry.example/stage:1", "resources": {"cpu": 0.5, "memory": "1Gi", "ephemeralStorage": "2Gi"},
                     "env": [{"name": "AQUATOPE_CONCURRENCY", "value": "1"}, {"name": "OTHER", "secretRef": "registry"}]}],
                 "scale": {"minReplicas": 0, "maxReplicas": 10, "rules": [{"name": "work", "custom": {"type": "azure-durabletask-scheduler",
                     "metadata": {"endpoint": "https://dts.example", "taskhubName": "production", "workItemType": "Activity", "maxConcurrentWorkItemsCount": "1"},
                     "identity": "{{{Group}}}/Microsoft.ManagedIdentity/userAssignedIdentities/id-aquatope"} }] } } } }
        """);

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
