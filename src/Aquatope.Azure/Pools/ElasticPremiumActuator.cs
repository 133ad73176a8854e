using System.Text.Json.Nodes;
using Aquatope.Tuning;
using Azure.Core;
using Azure.ResourceManager.Resources;

namespace Aquatope.Azure;

/// <summary>Sets apps on the Elastic Premium plan: minimum instances, the buffer of pre-warmed ones, and concurrency. The plan's size is shared by its apps and stays.</summary>
internal sealed class ElasticPremiumActuator(ArmResources arm, int? preWarmedBuffer) : IPoolActuator
{
    private const int MostMinimumInstances = 20;

    private static readonly Dictionary<string, (double Cpu, int MemoryMiB)> Sizes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EP1"] = (1, 3584),
        ["EP2"] = (2, 7168),
        ["EP3"] = (4, 14336),
    };

    /// <inheritdoc/>
    public string? Refusal(ResourceConfiguration configuration) => Sizes.ContainsValue((configuration.Cpu, configuration.MemoryMiB))
        ? null
        : $"the Elastic Premium plan has no instance of {configuration.Cpu} vCPU with {configuration.MemoryMiB} MiB, only "
            + string.Join(", ", Sizes.Values.Select(size => $"{size.Cpu} with {size.MemoryMiB}"));

    /// <inheritdoc/>
    public async Task<PoolSetting> ReadAsync(StageApp app, CancellationToken cancellationToken)
    {
        (double cpu, int memory) = await SizeAsync(app, cancellationToken);
        JsonNode web = JsonNode.Parse((await arm.GetAsync(WebOf(app), cancellationToken)).Properties)!;
        JsonObject settings = await StageSettings.ReadAsync(arm, app, cancellationToken);
        return new PoolSetting(
            new ResourceConfiguration(cpu, memory, StageSettings.ConcurrencyOf(app, settings)),
            web["minimumElasticInstanceCount"]?.GetValue<int>() ?? 0);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(StageApp app, PoolSetting wanted, CancellationToken cancellationToken)
    {
        (double cpu, int memory) = await SizeAsync(app, cancellationToken);
        if ((cpu, memory) != (wanted.Configuration.Cpu, wanted.Configuration.MemoryMiB))
        {
            throw new ActuationException(
                app,
                $"its plan has instances of {cpu} vCPU with {memory} MiB, and {wanted.Configuration} was asked for. Give the stage only this size to choose, or move it to another plan.",
                isTransient: false);
        }

        if (wanted.Warm > MostMinimumInstances)
        {
            throw new ActuationException(app, $"an app has at most {MostMinimumInstances} minimum instances, and {wanted.Warm} were asked for.", isTransient: false);
        }

        await StageSettings.WriteAsync(arm, app, wanted.Configuration, cancellationToken);
        JsonNode web = JsonNode.Parse((await arm.GetAsync(WebOf(app), cancellationToken)).Properties)!;
        var site = new JsonObject { ["minimumElasticInstanceCount"] = wanted.Warm };
        if (preWarmedBuffer is { } buffer)
        {
            site["preWarmedInstanceCount"] = buffer;
        }

        if (site.Any(property => !JsonNode.DeepEquals(property.Value, web[property.Key])))
        {
            await arm.PatchAsync(await arm.GetAsync(app.Id, cancellationToken), new JsonObject { ["siteConfig"] = site }, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<PoolActivity?> ObserveAsync(StageApp app, PoolSetting setting, CancellationToken cancellationToken) => Task.FromResult<PoolActivity?>(null);

    private static ResourceIdentifier WebOf(StageApp app) => new($"{app.Id}/config/web");

    private async Task<(double Cpu, int MemoryMiB)> SizeAsync(StageApp app, CancellationToken cancellationToken)
    {
        GenericResourceData site = await arm.GetAsync(app.Id, cancellationToken);
        string plan = JsonNode.Parse(site.Properties)!["serverFarmId"]!.GetValue<string>();
        string? sku = (await arm.GetAsync(new ResourceIdentifier(plan), cancellationToken)).Sku?.Name;
        return sku is not null && Sizes.TryGetValue(sku, out var size)
            ? size
            : throw new ActuationException(app, $"its plan is of size '{sku}', which is not Elastic Premium. Check its plan in the settings.", isTransient: false);
    }
}
