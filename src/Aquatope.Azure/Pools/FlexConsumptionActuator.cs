using System.Text.Json.Nodes;
using Aquatope.Tuning;
using Azure.ResourceManager.Resources;

namespace Aquatope.Azure;

/// <summary>Sets apps on the Flex Consumption plan: size of instance, concurrency, and always-ready instances of the durable group.</summary>
/// <remarks>A part of the site cannot be changed (PATCH has no <c>functionAppConfig</c>), so that the whole is read, changed and put back.</remarks>
internal sealed class FlexConsumptionActuator(ArmResources arm, PlatformMetrics metrics) : IPoolActuator
{
    // Orchestrations, activities and entities scale together, under this name. Lower case: the plan minded it once.
    private const string Group = "durable";

    /// <inheritdoc/>
    public string? Refusal(ResourceConfiguration configuration) => FlexConsumptionSizes.Contains(configuration)
        ? null
        : $"the Flex Consumption plan has no instance of {configuration.Cpu} vCPU with {configuration.MemoryMiB} MiB, only "
            + string.Join(", ", FlexConsumptionSizes.All);

    /// <inheritdoc/>
    public async Task<PoolSetting> ReadAsync(StageApp app, CancellationToken cancellationToken)
    {
        JsonObject scale = ScaleOf(app, PropertiesOf(await arm.GetAsync(app.Id, cancellationToken)));
        JsonObject settings = await StageSettings.ReadAsync(arm, app, cancellationToken);
        int memory = scale["instanceMemoryMB"]!.GetValue<int>();
        double cpu = FlexConsumptionSizes.All.First(size => size.MemoryMiB >= memory).Cpu;
        int warm = scale["alwaysReady"]?.AsArray().Where(IsGroup).Sum(entry => entry!["instanceCount"]!.GetValue<int>()) ?? 0;
        return new PoolSetting(new ResourceConfiguration(cpu, memory, StageSettings.ConcurrencyOf(app, settings)), warm);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(StageApp app, PoolSetting wanted, CancellationToken cancellationToken)
    {
        // Two resources, two restarts: the settings first, so that the last one brings up what is wanted.
        await StageSettings.WriteAsync(arm, app, wanted.Configuration, cancellationToken);
        GenericResourceData site = await arm.GetAsync(app.Id, cancellationToken);
        JsonObject properties = PropertiesOf(site);
        if (Change(ScaleOf(app, properties), wanted))
        {
            site.Properties = BinaryData.FromString(properties.ToJsonString());
            await arm.PutAsync(app.Id, site, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<PoolActivity?> ObserveAsync(StageApp app, PoolSetting setting, CancellationToken cancellationToken) =>
        metrics.FlexActivityAsync(app, setting.Configuration.MemoryMiB, cancellationToken);

    /// <summary>Changes size and always-ready instances; groups and functions of other names keep theirs, and so does everything else.</summary>
    /// <returns>Whether there was anything to change.</returns>
    private static bool Change(JsonObject scale, PoolSetting wanted)
    {
        JsonNode before = scale.DeepClone();
        scale["instanceMemoryMB"] = wanted.Configuration.MemoryMiB;
        JsonArray merged = [.. (scale["alwaysReady"]?.AsArray() ?? []).Where(entry => !IsGroup(entry)).Select(entry => entry!.DeepClone())];
        if (wanted.Warm > 0)
        {
            merged.Add(new JsonObject { ["name"] = Group, ["instanceCount"] = wanted.Warm });
        }

        if (merged.Count > 0 || scale["alwaysReady"] is not null)
        {
            scale["alwaysReady"] = merged;
        }

        return !JsonNode.DeepEquals(before, scale);
    }

    private static bool IsGroup(JsonNode? entry) => string.Equals(entry!["name"]!.GetValue<string>(), Group, StringComparison.OrdinalIgnoreCase);

    private static JsonObject PropertiesOf(GenericResourceData site) => JsonNode.Parse(site.Properties)!.AsObject();

    private static JsonObject ScaleOf(StageApp app, JsonObject properties) =>
        properties["functionAppConfig"]?["scaleAndConcurrency"]?.AsObject()
        ?? throw new ActuationException(app, "it has no functionAppConfig, so that it is not on the Flex Consumption plan. Check its plan in the settings.", isTransient: false);
}
