using Azure.Core;

namespace Aquatope.Azure;

/// <summary>The app whose instances are the workers of one stage in one lane.</summary>
public sealed record StageApp
{
    /// <summary>Gets the lane.</summary>
    public required string Lane { get; init; }

    /// <summary>Gets the stage's name.</summary>
    public required string Stage { get; init; }

    /// <summary>Gets the ID of the app: of type <c>Microsoft.Web/sites</c> or <c>Microsoft.App/containerApps</c>.</summary>
    public required ResourceIdentifier Id { get; init; }

    /// <summary>Gets what the app runs on.</summary>
    public required HostingPlan Plan { get; init; }

    /// <summary>
    /// Gets the least time between two changes of the app that are made for the number of warm instances only, because a change
    /// may restart the workers that it finds. Zero for trial lanes. Default: fifteen minutes.
    /// </summary>
    public TimeSpan WarmInterval { get; init; } = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public override string ToString() => $"'{Stage}' in lane '{Lane}' ({Id.Name})";
}

/// <summary>What an app runs on.</summary>
public enum HostingPlan
{
    /// <summary>Azure Functions, Flex Consumption: three sizes of instance, always-ready instances.</summary>
    FlexConsumption,

    /// <summary>Azure Functions, Elastic Premium: the plan's size, minimum instances and a buffer of pre-warmed ones.</summary>
    ElasticPremium,

    /// <summary>Azure Container Apps: vCPU and memory in steps, minimum replicas.</summary>
    ContainerApps,
}
