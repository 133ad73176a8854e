namespace Aquatope.Cli.Tests.Simulate;

/// <summary>What is wrong with a scenario is one line with its place, and exit code 2.</summary>
[Collection(OneConsole.Name)]
public sealed class WrongScenarioTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-scenario-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("[\"a\", \"b\"]", "[\"a\", \"c\"]", "line 9, $.workflow.series[1]: there is no stage 'c'; there are a, b")]
    [InlineData("[\"a\", \"b\"]", "[]", "line 9, $.workflow.series: the list is empty")]
    [InlineData("[\"a\", \"b\"]", "\"a\"", "line 9, $.workflow.series: this must be a list")]
    [InlineData("{\"series\": [\"a\", \"b\"]}", "{\"graph\": {\"a\": {\"after\": [\"b\"]},\n \"b\": {\"after\": [\"a\"]}}}", "line 9, $.workflow.graph.a: the parts wait for one another in a cycle: a after b after a")]
    [InlineData("{\"series\": [\"a\", \"b\"]}", "{\"graph\": {\"a\": {\"after\": [\"a\"]}}}", "cycle: a after a")]
    [InlineData("{\"series\": [\"a\", \"b\"]}", "{\"graph\": {\"a\": {\"after\": [\"x\"]}}}", "$.workflow.graph.a.after[0]: the graph has no part 'x'")]
    [InlineData("{\"series\": [\"a\", \"b\"]}", "{\"graph\": {\"x\": {}}}", "$.workflow.graph.x: there is no stage 'x'")]
    [InlineData("{\"series\": [\"a\", \"b\"]}", "{\"map\": \"a\"}", "$.workflow: 'width' is missing")]
    [InlineData("{\"series\": [\"a\", \"b\"]}", "{\"map\": \"a\", \"width\": 2.5}", "$.workflow.width: 2.5 must be a whole number")]
    [InlineData("{\"series\": [\"a\", \"b\"]}", "{\"if\": \"a\", \"probability\": 1.5}", "$.workflow.probability: 1.5 is out of range; it must be from 0 to 1")]
    [InlineData("{\"series\": [\"a\", \"b\"]}", "{\"loop\": \"a\"}", "$.workflow: this must be the name of a stage, or an object with one of series")]
    [InlineData("\"perSecond\": 0.5", "\"perSecond\": -0.5", "line 10, $.load.perSecond: -0.5 is out of range")]
    [InlineData("\"perSecond\": 0.5", "\"perSecond\": 0", "$.load: no execution ever starts")]
    [InlineData("\"perSecond\": 0.5", "\"perSecond\": \"fast\"", "$.load.perSecond: this must be a number")]
    [InlineData("\"perSecond\": 0.5", "\"perSecond\": 1e999", "$.load.perSecond: the number is too great")]
    [InlineData("\"perSecond\": 0.5", "\"parts\": [{\"minutes\": -1, \"perSecond\": 1}]", "$.load.parts[0].minutes: -1 is out of range")]
    [InlineData("\"perSecond\": 0.5", "\"counts\": \"missing.csv\"", "line 10, $.load.counts: Could not find file")]
    [InlineData("\"perSecond\": 0.5", "\"rate\": 1", "$.load.rate: 'rate' is not known here; there can be perSecond, parts")]
    [InlineData("\"cpu\": 1, \"memoryMiB\": 128, \"startUp\"", "\"cpu\": 0, \"memoryMiB\": 128, \"startUp\"", "line 6, $.stages.a.cpu: 0 is out of range")]
    [InlineData("\"execution\": 100", "\"execution\": -100", "line 6, $.stages.a.execution: -100 is out of range")]
    [InlineData("\"execution\": 100", "\"execution\": {\"percentilesMs\": {\"0\": 5, \"100\": 1}}", "$.stages.a.execution.percentilesMs: The times at the percentiles must ascend")]
    [InlineData("\"execution\": 100", "\"execution\": {\"recorded\": \"none\", \"stage\": \"x\"}", "$.stages.a.execution.recorded: There is no recorded workflow 'none'")]
    [InlineData("\"execution\": 100", "\"execution\": {\"recorded\": \"slapp-chain\", \"stage\": \"x\"}", "$.stages.a.execution.stage: 'slapp-chain' has no stage 'x'")]
    [InlineData("128, \"startUp\": 300, \"execution\": 100", "100, \"execution\": {\"recorded\": \"slapp-chain\", \"stage\": \"s1-f4\"}", "$.stages.a.memoryMiB: 's1-f4.memoryMiB' was not recorded at 100")]
    [InlineData("\"execution\": 100", "\"execution\": 100, \"execution\": 200", "$.stages.a.execution: 'execution' is here for the second time")]
    [InlineData(", \"execution\": 100", "", "line 6, $.stages.a: 'execution' is missing")]
    [InlineData("[\"keep-alive\"]", "[\"magic\"]", "line 13, $.policies[0]: there is no policy 'magic'")]
    [InlineData("[\"keep-alive\"]", "[\"flex\", \"flex\"]", "$.policies[1]: there are two policies of the name 'flex'")]
    [InlineData("[\"keep-alive\"]", "[{\"policy\": \"forecast\", \"method\": \"oracle\"}]", "$.policies[0].method: there is no forecasting method 'oracle'")]
    [InlineData("[\"keep-alive\"]", "[{\"policy\": \"forecast\", \"idleTimes\": true, \"keepAliveMinutes\": 1}]", "$.policies[0].keepAliveMinutes: idle workers stay as long as 'idleTimes'")]
    [InlineData("{\"prices\": {\"perVcpuHour\": 0.1}},\n  \"policies\": [\"keep-alive\"]", "{\"billing\": \"flex\"},\n  \"policies\": [{\"policy\": \"forecast\", \"idleTimes\": true}]", "$.policies[0]: 'idleTimes' is for workers that come and go at once")]
    [InlineData("\"objective\": {\"latencyMs\": 500, \"percentile\": 95},\n  \"platform\": {\"prices\": {\"perVcpuHour\": 0.1}},\n  \"policies\": [\"keep-alive\"]", "\"policies\": [{\"policy\": \"forecast\", \"followsObjective\": true}]", "$.policies[0]: 'followsObjective' needs an objective with a bound")]
    [InlineData("[\"keep-alive\"]", "[{\"policy\": \"keep-alive\", \"tuning\": true}]", "$.policies[0]: 'tuning' has nothing to choose from: 'cpu' or 'memoryMiB' of a stage must be a list")]
    [InlineData("[\"keep-alive\"]", "[{\"policy\": \"keep-alive\", \"tuning\": {\"strategy\": \"magic\"}}]", "$.policies[0].tuning.strategy: there is no strategy 'magic'; there are workflow")]
    [InlineData("[\"keep-alive\"]", "[{\"policy\": \"keep-alive\", \"tuning\": {\"trials\": 0}}]", "$.policies[0].tuning.trials: 0 is out of range")]
    [InlineData("\"cpu\": 1, \"memoryMiB\": 128, \"startUp\"", "\"cpu\": [1, 2, 1], \"memoryMiB\": 128, \"startUp\"", "$.stages.a.cpu[2]: this value is in the list already")]
    [InlineData("\"cpu\": 1, \"memoryMiB\": 128, \"startUp\"", "\"cpu\": [], \"memoryMiB\": 128, \"startUp\"", "$.stages.a.cpu: the list is empty")]
    [InlineData("128, \"startUp\": 300, \"execution\": 100", "[1024, 100], \"execution\": {\"recorded\": \"slapp-chain\", \"stage\": \"s1-f4\"}", "$.stages.a.memoryMiB[1]: 's1-f4.memoryMiB' was not recorded at 100")]
    [InlineData("\"trainDays\": 0.1", "\"trainDays\": 0, \"policies\": [\"forecast\"]", "for the second time")]
    [InlineData("\"latencyMs\": 500", "\"latencyMs\": true", "$.objective.latencyMs: this must be a number")]
    [InlineData("\"perVcpuHour\": 0.1", "\"perVcpuHour\": -0.1", "$.platform.prices.perVcpuHour: -0.1 is out of range")]
    [InlineData("\"prices\": {\"perVcpuHour\": 0.1}", "\"hosts\": {\"count\": 0, \"vcpu\": 1}", "$.platform.hosts.count: 0 is out of range")]
    [InlineData("\"name\": \"small\",", "\"name\": \"small\"", "line 3: this is no JSON")]
    [InlineData("\"days\": 0.1", "\"days\": 0", "line 3, $.days: 0 is out of range")]
    public async Task Simulate_SpoiltScenario_NamesThePlace(string sound, string spoilt, string cause)
    {
        Assert.Contains(sound, Wrong.Sound, StringComparison.Ordinal);
        int place = Wrong.Sound.IndexOf(sound, StringComparison.Ordinal);
        string path = Path.Combine(_folder.FullName, "s.json");
        await File.WriteAllTextAsync(path, Wrong.Sound[..place] + spoilt + Wrong.Sound[(place + sound.Length)..], TestContext.Current.CancellationToken);
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync("simulate", "--scenario", path, "--json");

        Assert.Equal((2, string.Empty), (exitCode, output));
        string line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"aquatope: --scenario: {path}, ", line, StringComparison.Ordinal);
        Assert.Contains(cause, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"objective\": {\"latencyMs\": 500, \"percentile\": 95},", "", "$.policies[0]: 'tuning' needs an objective with a bound")]
    [InlineData("{\"prices\": {\"perVcpuHour\": 0.1}}", "{\"billing\": \"flex\"}", "$.policies[0]: 'tuning' reckons with prices of vCPU and memory")]
    public async Task Simulate_TuningCannotDecide_IsRefused(string sound, string spoilt, string cause)
    {
        string path = Path.Combine(_folder.FullName, "s.json");
        string scenario = Wrong.Sound.Replace("\"memoryMiB\": 128, \"startUp\"", "\"memoryMiB\": [128, 256], \"startUp\"", StringComparison.Ordinal)
            .Replace("[\"keep-alive\"]", "[{\"policy\": \"keep-alive\", \"tuning\": true}]", StringComparison.Ordinal).Replace(sound, spoilt, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, scenario, TestContext.Current.CancellationToken);
        (int exitCode, _, string error) = await CapturedConsole.RunAsync("simulate", "--scenario", path);

        Assert.Equal(2, exitCode);
        Assert.Contains(cause, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_ForecastWithoutPast_IsRefused()
    {
        string path = Path.Combine(_folder.FullName, "s.json");
        string scenario = Wrong.Sound.Replace("\"trainDays\": 0.1", "\"trainDays\": 0", StringComparison.Ordinal).Replace("\"keep-alive\"", "\"forecast\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, scenario, TestContext.Current.CancellationToken);
        (int exitCode, _, string error) = await CapturedConsole.RunAsync("simulate", "--scenario", path);

        Assert.Equal(2, exitCode);
        Assert.Contains("$.policies[0]: 'hbnn' learns from the past", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_MissingFile_IsRefused()
    {
        (int exitCode, _, string error) = await CapturedConsole.RunAsync("simulate", "--scenario", Path.Combine(_folder.FullName, "none.json"));

        Assert.Equal(2, exitCode);
        Assert.Contains("none.json", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
