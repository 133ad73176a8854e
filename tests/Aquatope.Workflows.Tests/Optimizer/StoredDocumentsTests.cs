using System.Text.Json;
using Aquatope.Tuning;

namespace Aquatope.Workflows.Tests;

/// <summary>What earlier versions have stored is read for ever, and written as they wrote it.</summary>
public sealed class StoredDocumentsTests
{
    private const string Configuration = """{"Decode":{"Cpu":0.5,"MemoryMiB":384,"Concurrency":1},"Resize":{"Cpu":2,"MemoryMiB":1024,"Concurrency":4}}""";

    private const string Record =
        """{"trial":{"configuration":{"Resize":{"cpu":0.5,"memoryMiB":128,"concurrency":1}},"executions":[{"latencyMs":90.5,"cost":0.25,"failed":false,"stages":[{"stage":"Resize","startMs":1,"latencyMs":80,"executionMs":70,"cost":0.2,"outcome":0,"contended":true}]}]},"executions":3,"cost":0.75,"lane":"trial-1","endedAt":"2030-01-01T00:00:00+00:00"}""";

    private const string Decision =
        """{"cycle":"c1","workflow":"Thumbnails","action":2,"reason":"cheaper","before":{"Resize":{"cpu":2,"memoryMiB":1024,"concurrency":1}},"after":{"Resize":{"cpu":0.5,"memoryMiB":128,"concurrency":1}},"trials":10,"executions":76,"cost":0.0014,"startedAt":"2030-01-01T00:00:00+00:00","endedAt":"2030-01-01T00:01:00+00:00"}""";

    [Fact]
    public void Configuration_OfAnEarlierVersion_IsReadAndWrittenAlike()
    {
        WorkflowConfiguration read = JsonSerializer.Deserialize(Configuration, ConfigurationDocuments.Default.WorkflowConfiguration)!;

        Assert.Equal(new ResourceConfiguration(2, 1024, 4), read.Stages["Resize"]);
        Assert.Equal(Configuration, JsonSerializer.Serialize(read, ConfigurationDocuments.Default.WorkflowConfiguration));
        Assert.Equal(Configuration, JsonSerializer.Serialize(read));
    }

    [Fact]
    public async Task TrialRecord_OfAnEarlierVersion_IsReadAndWrittenAlike()
    {
        var store = new StoredTexts { ["workflows/Thumbnails/cycles/c1/trials/t1"] = Record };

        TrialRecord read = (await new TrialHistory(store).FindAsync("Thumbnails", "c1", "t1", TestContext.Current.CancellationToken))!;
        await new TrialHistory(store).KeepAsync("Thumbnails", "c1", "t2", read, TestContext.Current.CancellationToken);

        Assert.Equal(70, Assert.Single(Assert.Single(read.Trial.Executions).Stages).ExecutionMs);
        Assert.Equal(Record, store["workflows/Thumbnails/cycles/c1/trials/t2"]);
        Assert.Equal(Record, JsonSerializer.Serialize(read, JsonSerializerOptions.Web));
    }

    [Fact]
    public async Task BeforeCycle_SeveralCycles_ReturnsTheLatestOfThoseBefore()
    {
        var store = new StoredTexts();
        foreach (string key in (string[])["c1/trials/a", "c1/trials/b", "c2/trials/a", "c3/trials/a", "c4/trials/a"])
        {
            store[$"workflows/Thumbnails/cycles/{key}"] = Record.Replace("trial-1", key, StringComparison.Ordinal);
        }

        Assert.Equal(["c1/trials/b", "c2/trials/a"], await BeforeAsync(2));
        Assert.Empty(await BeforeAsync(0));

        async Task<IEnumerable<string>> BeforeAsync(int most) =>
            (await new TrialHistory(store).BeforeCycleAsync("Thumbnails", "c3", most, TestContext.Current.CancellationToken)).Select(record => record.Lane);
    }

    [Fact]
    public async Task Decision_OfAnEarlierVersion_IsReadAndWrittenAlike()
    {
        var store = new StoredTexts { ["workflows/Thumbnails/decisions/c1"] = Decision };

        OptimizerDecision read = Assert.Single(await new TrialHistory(store).DecisionsAsync("Thumbnails", TestContext.Current.CancellationToken));
        await new TrialHistory(store).KeepAsync(read with { Cycle = "c1" }, TestContext.Current.CancellationToken);

        Assert.Equal(OptimizerAction.Applied, read.Action);
        Assert.Equal(Decision, store["workflows/Thumbnails/decisions/c1"]);
        Assert.Equal(Decision, JsonSerializer.Serialize(read, JsonSerializerOptions.Web));
    }
}
