using System.Globalization;
using System.Text.Json.Nodes;
using Aquatope.Tuning;
using Azure.ResourceManager.Resources;

namespace Aquatope.Azure;

/// <summary>Sets container apps: vCPU, memory and concurrency of the first container, and minimum replicas. Each change is a new revision.</summary>
/// <remarks>
/// The template is sent as a whole, since a merge patch replaces lists; the rest of the app, with secrets whose values
/// reading does not return, is not sent.
/// </remarks>
internal sealed class ContainerAppActuator(ArmResources arm, PlatformMetrics metrics) : IPoolActuator
{
    /// <inheritdoc/>
    public string? Refusal(ResourceConfiguration configuration) => ContainerAppSizes.Contains(configuration)
        ? null
        : $"a container of Container Apps has quarters of a vCPU with as many parts of memory, from {Text(ContainerAppSizes.All[0])} to {Text(ContainerAppSizes.All[^1])}, not {configuration.Cpu} vCPU with {configuration.MemoryMiB} MiB";

    private static string Text(InstanceSize size) => $"{size.Cpu} vCPU with {size.MemoryMiB} MiB";

    /// <inheritdoc/>
    public async Task<PoolSetting> ReadAsync(StageApp app, CancellationToken cancellationToken)
    {
        JsonObject template = TemplateOf(await arm.GetAsync(app.Id, cancellationToken));
        JsonObject container = ContainerOf(template);
        double cpu = container["resources"]!["cpu"]!.GetValue<double>();
        string? concurrency = VariablesOf(container).FirstOrDefault(variable => NameOf(variable) == StageSettings.Concurrency)?["value"]?.GetValue<string>();
        return int.TryParse(concurrency, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed)
            ? new PoolSetting(
                new ResourceConfiguration(cpu, MemoryMiB(container["resources"]!["memory"]!.GetValue<string>()), parsed),
                template["scale"]?["minReplicas"]?.GetValue<int>() ?? 0)
            : throw new ActuationException(app, $"its variable {StageSettings.Concurrency} is missing or no number. Deploy it again with the template.", isTransient: false);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(StageApp app, PoolSetting wanted, CancellationToken cancellationToken)
    {
        GenericResourceData read = await arm.GetAsync(app.Id, cancellationToken);
        JsonObject template = TemplateOf(read);
        JsonNode before = template.DeepClone();
        Change(template, wanted);
        if (!JsonNode.DeepEquals(before, template))
        {
            // A revision's name is its own, and a new revision cannot have an old one's.
            template.Remove("revisionSuffix");
            await arm.PatchAsync(read, new JsonObject { ["template"] = template.DeepClone() }, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<PoolActivity?> ObserveAsync(StageApp app, PoolSetting setting, CancellationToken cancellationToken) =>
        metrics.ReplicasAsync(app, cancellationToken);

    private static void Change(JsonObject template, PoolSetting wanted)
    {
        ResourceConfiguration configuration = wanted.Configuration;
        JsonObject container = ContainerOf(template);
        JsonObject resources = container["resources"]!.AsObject();
        resources["cpu"] = configuration.Cpu;
        resources["memory"] = string.Create(CultureInfo.InvariantCulture, $"{configuration.MemoryMiB / 1024.0}Gi");
        foreach ((string name, string value) in StageSettings.Of(configuration))
        {
            SetVariable(container, name, value);
        }

        var scale = (template["scale"] ??= new JsonObject()).AsObject();
        scale["minReplicas"] = wanted.Warm;
        foreach (JsonNode? rule in scale["rules"]?.AsArray() ?? [])
        {
            if (rule!["custom"] is { } custom && custom["type"]?.GetValue<string>() == "azure-durabletask-scheduler")
            {
                // The scaler counts how many work items one replica takes.
                custom["metadata"]!["maxConcurrentWorkItemsCount"] = configuration.Concurrency.ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    private static void SetVariable(JsonObject container, string name, string value)
    {
        if (VariablesOf(container).FirstOrDefault(variable => NameOf(variable) == name) is { } present)
        {
            present["value"] = value;
        }
        else
        {
            (container["env"] ??= new JsonArray()).AsArray().Add(new JsonObject { ["name"] = name, ["value"] = value });
        }
    }

    private static IEnumerable<JsonNode> VariablesOf(JsonObject container) => (container["env"]?.AsArray() ?? []).OfType<JsonNode>();

    private static string? NameOf(JsonNode variable) => variable["name"]?.GetValue<string>();

    private static JsonObject TemplateOf(GenericResourceData app) => JsonNode.Parse(app.Properties)!["template"]!.AsObject();

    private static JsonObject ContainerOf(JsonObject template) => template["containers"]![0]!.AsObject();

    private static int MemoryMiB(string memory) =>
        (int)(double.Parse(memory[..^2], CultureInfo.InvariantCulture) * (memory.EndsWith("Gi", StringComparison.Ordinal) ? 1024 : 1));
}
