using System.Globalization;
using System.Text.Json;

namespace Aquatope.Cli.Tests.Simulate;

/// <summary>The command as a user types it.</summary>
[Collection(OneConsole.Name)]
public sealed class SimulateCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-simulate-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Simulate_ExampleAsJson_IsOneDocumentOfTheAgreedForm()
    {
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync("simulate", "--scenario", Example("flex"), "--json");

        Assert.Equal((0, string.Empty), (exitCode, error));
        JsonElement document = JsonElement.Parse(output);
        Assert.Equal(["scenario", "seed", "days", "objective", "policies"], Names(document));
        JsonElement[] policies = [.. document.GetProperty("policies").EnumerateArray()];
        Assert.Equal(["flex", "flex, two always ready"], policies.Select(policy => policy.GetProperty("policy").GetString()));
        Assert.All(policies, AssertOutcome);

        // The same load under both; always-ready instances are paid for while they are idle, on-demand ones are not.
        Assert.Single(policies.Select(policy => policy.GetProperty("workflow").GetProperty("started").GetInt64()).Distinct());
        double[] idle = [.. policies.Select(policy => policy.GetProperty("cost").GetProperty("idle").GetDouble())];
        Assert.Equal(0, idle[0]);
        Assert.Equal(2 * 3.0 * 6 * 3600 * 0.000004, idle[1], 9);
    }

    [Fact]
    public async Task Simulate_OwnScenario_CountsWhatWasComputedByHand()
    {
        // An execution a minute for an hour; the first one meets a cold start of a second in each of two stages of 0.5 s and is late.
        string file = Write("""
            {
              "days": 0.0416666666666666667,
              "stages": {
                "a": {"cpu": 1, "memoryMiB": 1024, "startUp": 1000, "execution": 500},
                "b": {"cpu": 1, "memoryMiB": 1024, "startUp": 1000, "execution": 500}
              },
              "workflow": {"repeat": {"series": ["a", "b"]}, "times": 2},
              "load": {"counts": "counts.csv", "series": "x", "placement": "even"},
              "objective": {"latencyMs": 2000, "percentile": 95},
              "policies": [{"policy": "keep-alive", "minutes": 2}]
            }
            """);
        await File.WriteAllLinesAsync(
            Path.Combine(_folder.FullName, "counts.csv"),
            ["series,timestamp,value", .. Enumerable.Range(0, 61).Select(minute => string.Create(CultureInfo.InvariantCulture, $"x,{minute * 60},1"))],
            TestContext.Current.CancellationToken);
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync("simulate", "--scenario", file, "--json");

        Assert.Equal((0, string.Empty), (exitCode, error));
        JsonElement policy = JsonElement.Parse(output).GetProperty("policies")[0];
        JsonElement workflow = policy.GetProperty("workflow");
        Assert.Equal((60, 60, 1), (Integer(workflow, "started"), Integer(workflow, "completed"), Integer(workflow, "violations")));
        Assert.True(workflow.GetProperty("meetsObjective").GetBoolean());
        Assert.Equal(4000, workflow.GetProperty("latencyMs").GetProperty("max").GetDouble());
        Assert.Equal((240, 2), (Integer(policy, "calls"), Integer(policy, "coldStarts")));
        Assert.Equal(1024 * 120.0, policy.GetProperty("provisionedMiBSeconds").GetProperty("busy").GetDouble(), 6);
        Assert.Equal(2048.0, policy.GetProperty("provisionedMiBSeconds").GetProperty("starting").GetDouble(), 6);
    }

    [Fact]
    public async Task Simulate_Again_GivesTheSameBytes()
    {
        string file = Write(Wrong.Sound.Replace("\"keep-alive\"", "\"keep-alive\", \"hybrid-histogram\", \"autoscale\", {\"policy\": \"forecast\", \"method\": \"moving-maximum\"}", StringComparison.Ordinal));
        (_, string first, _) = await CapturedConsole.RunAsync("simulate", "--scenario", file, "--json");
        (_, string second, _) = await CapturedConsole.RunAsync("simulate", "--scenario", file, "--json");

        Assert.Equal(4, JsonElement.Parse(first).GetProperty("policies").GetArrayLength());
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Simulate_Cascade_SparesLaterStagesTheirColdStarts()
    {
        string file = Write(Wrong.Sound
            .Replace("\"execution\": {\"exponentialMs\": 50}", "\"startUp\": 300, \"execution\": 50", StringComparison.Ordinal)
            .Replace("\"perSecond\": 0.5", "\"perSecond\": 0.01", StringComparison.Ordinal)
            .Replace("\"keep-alive\"", "{\"policy\": \"keep-alive\", \"minutes\": 0}, {\"policy\": \"keep-alive\", \"minutes\": 0, \"cascade\": true}", StringComparison.Ordinal));
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync("simulate", "--scenario", file, "--json");

        Assert.Equal((0, string.Empty), (exitCode, error));
        JsonElement[] policies = [.. JsonElement.Parse(output).GetProperty("policies").EnumerateArray()];
        Assert.Equal(["keep-alive", "keep-alive, cascade"], policies.Select(policy => policy.GetProperty("policy").GetString()));

        // The second stage is called 0.1 s after the start on warm workers, and 0.4 s on cold ones: its worker is ready by then.
        double[] latest = [.. policies.Select(policy => policy.GetProperty("workflow").GetProperty("latencyMs").GetProperty("p50").GetDouble())];
        Assert.Equal([750, 450], latest.Select(value => Math.Round(value / 10) * 10));
    }

    [Fact]
    public async Task Simulate_PriceThatFollowsTheObjective_KeepsFewerIdleWorkersAndTheObjective()
    {
        // An execution is late if its first stage begins cold, and few come in the long times between those with many.
        string file = Write(Wrong.Sound
            .Replace("\"days\": 0.1", "\"days\": 3", StringComparison.Ordinal)
            .Replace("{\"exponentialMs\": 50}", "50", StringComparison.Ordinal)
            .Replace("\"latencyMs\": 500", "\"latencyMs\": 300", StringComparison.Ordinal)
            .Replace("\"perSecond\": 0.5", "\"parts\": [{\"minutes\": 30, \"perSecond\": 0.1}, {\"minutes\": 90, \"perSecond\": 0.0005}]", StringComparison.Ordinal)
            .Replace("\"keep-alive\"", """
                {"policy": "forecast", "method": "gamma-poisson", "pricePerColdStart": 0.01, "idleTimes": true, "name": "fixed"},
                {"policy": "forecast", "method": "gamma-poisson", "pricePerColdStart": 0.01, "idleTimes": true, "followsObjective": true, "name": "follows"}
                """, StringComparison.Ordinal));
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync("simulate", "--scenario", file, "--json");

        Assert.Equal((0, string.Empty), (exitCode, error));
        JsonElement[] policies = [.. JsonElement.Parse(output).GetProperty("policies").EnumerateArray()];
        double[] idle = [.. policies.Select(policy => policy.GetProperty("provisionedMiBSeconds").GetProperty("idle").GetDouble())];
        Assert.True(idle[1] < 0.8 * idle[0], $"{idle[1]:G4} MiB s idle against {idle[0]:G4}.");
        Assert.All(policies, policy => Assert.True(policy.GetProperty("workflow").GetProperty("meetsObjective").GetBoolean()));
        Assert.True(Integer(policies[1].GetProperty("workflow"), "violations") > Integer(policies[0].GetProperty("workflow"), "violations"));
    }

    [Fact]
    public async Task Simulate_Tuning_FindsCheaperResourcesBesideProductionAndSaysWhatItCost()
    {
        string file = Write(Wrong.Sound
            .Replace("\"cpu\": 1, \"memoryMiB\": 128, \"startUp\": 300, \"execution\": 100", """
                "cpu": [0.25, 0.5, 1, 2], "memoryMiB": [128, 512, 2048],
                "execution": {"model": {"cpuSeconds": 0.1, "fixedSeconds": 0.05}, "noise": {"variation": 0.1}}
                """, StringComparison.Ordinal)
            .Replace("\"days\": 0.1", "\"days\": 0.2", StringComparison.Ordinal)
            .Replace("[\"keep-alive\"]", "[\"keep-alive\", {\"policy\": \"keep-alive\", \"tuning\": {\"afterMinutes\": 10, \"trials\": 12, \"executionsPerTrial\": 2}}]", StringComparison.Ordinal));
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync("simulate", "--scenario", file, "--json");

        Assert.Equal((0, string.Empty), (exitCode, error));
        JsonElement[] policies = [.. JsonElement.Parse(output).GetProperty("policies").EnumerateArray()];
        Assert.Equal(["keep-alive", "keep-alive, tuned"], policies.Select(policy => policy.GetProperty("policy").GetString()));
        Assert.False(policies[0].TryGetProperty("tuning", out _));

        JsonElement tuning = policies[1].GetProperty("tuning");
        Assert.Equal("Applied", tuning.GetProperty("action").GetString());
        Assert.True(tuning.GetProperty("inForce").GetProperty("a").GetProperty("memoryMiB").GetInt32() < 2048);
        double[] costs = [.. policies.Select(policy => policy.GetProperty("cost").GetProperty("total").GetDouble())];
        Assert.True(costs[1] < 0.8 * costs[0], $"{costs[1]:G4} against {costs[0]:G4}.");
        JsonElement cost = policies[1].GetProperty("cost");
        Assert.InRange(cost.GetProperty("tuning").GetDouble(), 1e-9, 0.2 * costs[1]);
        Assert.Equal(
            costs[1], new[] { "execution", "idle", "tuning" }.Sum(part => cost.GetProperty(part).GetDouble()), tolerance: 1e-9);

        // Trial lanes are no part of production.
        Assert.Equal(2 * Integer(policies[1].GetProperty("workflow"), "completed"), Integer(policies[1], "calls"), tolerance: 4.0);
        Assert.True(policies[1].GetProperty("workflow").GetProperty("meetsObjective").GetBoolean());
    }

    [Fact]
    public async Task Simulate_RecordedStages_TakeWhatWasRecorded()
    {
        string file = Write(Wrong.Sound
            .Replace("\"execution\": 100", "\"execution\": {\"recorded\": \"slapp-chain\", \"stage\": \"s1-f4\"}", StringComparison.Ordinal)
            .Replace("\"memoryMiB\": 128", "\"memoryMiB\": 1024", StringComparison.Ordinal));
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync("simulate", "--scenario", file, "--json");

        Assert.Equal((0, string.Empty), (exitCode, error));
        JsonElement latency = JsonElement.Parse(output).GetProperty("policies")[0].GetProperty("stages")[0].GetProperty("latencyMs");
        Assert.True(latency.GetProperty("p95").GetDouble() > latency.GetProperty("p50").GetDouble());
    }

    [Fact]
    public async Task Simulate_WithoutJson_ShowsPoliciesAndStages()
    {
        (int exitCode, string output, _) = await CapturedConsole.RunAsync("simulate", "--scenario", Write(Wrong.Sound));

        Assert.Equal(0, exitCode);
        Assert.Contains("objective 500ms@p95", output, StringComparison.Ordinal);
        Assert.Contains("keep-alive, by stage", output, StringComparison.Ordinal);
        Assert.DoesNotContain('…', output);
    }

    internal static string Example(string name) => Path.Combine(AppContext.BaseDirectory, "Scenarios", $"{name}.scenario.json");

    private static void AssertOutcome(JsonElement policy)
    {
        Assert.Equal(["policy", "workflow", "calls", "coldStarts", "coldStartShare", "provisionedMiBSeconds", "cost", "stages", "series"], Names(policy));
        Assert.Equal(["mean", "p50", "p90", "p95", "p99", "p999", "max"], Names(policy.GetProperty("workflow").GetProperty("latencyMs")));
        Assert.Equal(["execution", "idle", "tuning", "total", "perThousand"], Names(policy.GetProperty("cost")));
        Assert.Equal(["extract", "load", "report"], policy.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("stage").GetString()));
        JsonElement series = policy.GetProperty("series");
        Assert.Single(series.EnumerateObject().Select(column => column.Value.GetArrayLength()).Distinct());
        Assert.Equal(Integer(policy.GetProperty("workflow"), "started"), series.GetProperty("started").EnumerateArray().Sum(value => value.GetInt64()));
        Assert.Equal(
            policy.GetProperty("provisionedMiBSeconds").GetProperty("total").GetDouble(), series.GetProperty("provisionedMiBSeconds").EnumerateArray().Sum(value => value.GetDouble()), 1.0);
    }

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];

    private static long Integer(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private string Write(string content)
    {
        string path = Path.Combine(_folder.FullName, "s.json");
        File.WriteAllText(path, content);
        return path;
    }
}
