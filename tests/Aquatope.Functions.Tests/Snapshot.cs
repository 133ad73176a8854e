using System.Text.Json.Nodes;

namespace Aquatope.Functions.Tests;

/// <summary>What the parameter files of the template would deploy, as the compiler foretold it.</summary>
internal static class Snapshot
{
    private static readonly string Infra = Path.Combine(AppContext.BaseDirectory, "infra");

    /// <summary>Returns the resources of a deployment; those of one type, where one is given.</summary>
    public static IEnumerable<JsonNode> Resources(string deployment, string? type = null) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Infra, $"{deployment}.snapshot.json")))!["predictedResources"]!.AsArray().OfType<JsonNode>()
            .Where(resource => type is null || $"{resource["type"]}" == type);

    /// <summary>Returns the settings of every stage app, whatever it runs on.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> StageApps(string deployment) => Resources(deployment, "Microsoft.Web/sites/config")
        .Select(config => config["properties"]!.AsObject().ToDictionary(setting => setting.Key, setting => $"{setting.Value}"))
        .Concat(ContainerApps(deployment))
        .Where(settings => settings.ContainsKey("AQUATOPE_STAGE"));

    /// <summary>Returns the environment variables of every container app.</summary>
    public static IEnumerable<Dictionary<string, string>> ContainerApps(string deployment) => Resources(deployment, "Microsoft.App/containerApps")
        .Select(app => app["properties"]!["template"]!["containers"]![0]!["env"]!.AsArray().ToDictionary(variable => $"{variable!["name"]}", variable => $"{variable!["value"]}"));
}
