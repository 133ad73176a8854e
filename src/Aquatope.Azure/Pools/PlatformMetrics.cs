using System.Globalization;
using System.Text.Json.Nodes;
using Aquatope.Tuning;
using Azure.Core;

namespace Aquatope.Azure;

/// <summary>The platform's own metrics of apps, minute by minute; they lag by a few minutes.</summary>
public sealed class PlatformMetrics
{
    private const double MegabyteMillisecondsPerGBSecond = 1_024_000;

    private static readonly string[] UnitMetrics =
    [
        "OnDemandFunctionExecutionUnits", "AlwaysReadyFunctionExecutionUnits", "AlwaysReadyUnits", "OnDemandFunctionExecutionCount",
        "AlwaysReadyFunctionExecutionCount",
    ];

    private readonly ArmResources _arm;
    private readonly TimeProvider _timeProvider;

    internal PlatformMetrics(ArmResources arm, TimeProvider timeProvider)
    {
        _arm = arm;
        _timeProvider = timeProvider;
    }

    /// <summary>Returns what an app on the Flex Consumption plan is billed for.</summary>
    /// <param name="app">The app.</param>
    /// <param name="from">The beginning of the interval.</param>
    /// <param name="to">Its end, a few minutes ago at the latest.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The usage, which <see cref="FlexConsumptionPrices"/> prices.</returns>
    /// <exception cref="AzureServiceException">Azure refused.</exception>
    public async Task<FlexConsumptionUsage> FlexUsageAsync(StageApp app, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        IReadOnlyDictionary<string, double[]> totals = await ReadAsync(app, "total", UnitMetrics, (from, to), cancellationToken);
        double[] sums = [.. UnitMetrics.Select(name => totals[name].Sum())];
        return new FlexConsumptionUsage(
            sums[0] / MegabyteMillisecondsPerGBSecond,
            sums[1] / MegabyteMillisecondsPerGBSecond,
            sums[2] / MegabyteMillisecondsPerGBSecond,
            sums[3] + sums[4]);
    }

    /// <summary>Returns the instances of an app on the Flex Consumption plan, and how many of them were active: each is metered once, whatever runs on it.</summary>
    internal async Task<PoolActivity?> FlexActivityAsync(StageApp app, int memoryMiB, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, double[]> instances = await ReadAsync(app, "average", ["InstanceCount"], Latest(), cancellationToken);
        IReadOnlyDictionary<string, double[]> units = await ReadAsync(app, "total", UnitMetrics[..2], Latest(), cancellationToken);
        double active = units.Values.Sum(values => values.LastOrDefault()) / (memoryMiB * TimeSpan.FromMinutes(1).TotalMilliseconds);
        return Activity(instances["InstanceCount"], active);
    }

    /// <summary>Returns the replicas of a container app; what they do is not told.</summary>
    internal async Task<PoolActivity?> ReplicasAsync(StageApp app, CancellationToken cancellationToken) =>
        Activity((await ReadAsync(app, "maximum", ["Replicas"], Latest(), cancellationToken))["Replicas"], busy: 0);

    private static PoolActivity? Activity(double[] instances, double busy) =>
        instances.Length == 0 ? null : new PoolActivity((int)Math.Round(instances[^1]), Math.Min(busy, instances[^1]));

    private (DateTimeOffset From, DateTimeOffset To) Latest()
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        return (now.AddMinutes(-10), now);
    }

    private async Task<IReadOnlyDictionary<string, double[]>> ReadAsync(
        StageApp app, string aggregation, string[] names, (DateTimeOffset From, DateTimeOffset To) interval, CancellationToken cancellationToken)
    {
        string timespan = $"{Iso(interval.From)}/{Iso(interval.To)}";
        string path = $"{app.Id}/providers/Microsoft.Insights/metrics?api-version=2023-10-01&metricnamespace={app.Id.ResourceType}"
            + $"&metricnames={string.Join(',', names)}&aggregation={aggregation}&interval=PT1M&timespan={timespan}";
        JsonNode answer = await _arm.SendAsync(RequestMethod.Get, path, body: null, cancellationToken);
        var values = names.ToDictionary(name => name, _ => Array.Empty<double>(), StringComparer.OrdinalIgnoreCase);
        foreach (JsonNode? metric in answer["value"]!.AsArray())
        {
            values[metric!["name"]!["value"]!.GetValue<string>()] = [.. metric["timeseries"]!.AsArray()
                .SelectMany(series => series!["data"]!.AsArray())
                .Select(point => point![aggregation]?.GetValue<double>())
                .OfType<double>()];
        }

        return values;
    }

    private static string Iso(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
