using System.Globalization;
using System.Text.Json.Nodes;
using Aquatope.Workflows;

namespace Aquatope.Functions.Tests;

/// <summary>What <c>host.json</c> promises to the template and to the optimizer; the file goes with the app.</summary>
public sealed class HostFileTests
{
    private static readonly JsonNode Host = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")))!;

    private static JsonNode DurableTask => Host["extensions"]!["durableTask"]!;

    [Fact]
    public void TaskHub_IsTheSchedulersAndEachAppGetsItsOwnWorkItems()
    {
        JsonNode provider = DurableTask["storageProvider"]!;

        Assert.Equal(("azureManaged", "true"), ($"{provider["type"]}", $"{provider["workItemFilteringEnabled"]}"));
        Assert.Equal(
            ("%TASKHUB_NAME%", "DURABLE_TASK_SCHEDULER_CONNECTION_STRING"), ($"{DurableTask["hubName"]}", $"{provider["connectionStringName"]}"));
    }

    [Fact]
    public void Telemetry_IsOpenTelemetryWithTheSpansThatReportsAreMadeOf()
    {
        Assert.Equal("OpenTelemetry", $"{Host["telemetryMode"]}");
        Assert.Equal(("true", "V2"), ($"{DurableTask["tracing"]!["distributedTracingEnabled"]}", $"{DurableTask["tracing"]!["version"]}"));
    }

    [Fact]
    public void Timeout_IsLongEnoughForATrial()
    {
        // A validation runs its executions one after another, in an activity, after the apps have restarted.
        var timeout = TimeSpan.Parse($"{Host["functionTimeout"]}", CultureInfo.InvariantCulture);
        TimeSpan validation = (new OptimizerOptions().ValidationExecutions * 1.5 * TimeSpan.FromMinutes(2)) + TimeSpan.FromMinutes(15);

        Assert.True(timeout >= validation, $"{timeout} is less than {validation}.");
    }
}
