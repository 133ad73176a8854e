using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace Aquatope.Integration.Tests.Run;

/// <summary>The main job as a user starts it: to the end, interrupted, and killed.</summary>
[Collection(WholeMachine.Name)]
public sealed class RunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-run-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_ToTheEnd_PrintsOneDocumentAndLeavesNothingBehind()
    {
        using var run = new ProgramProcess("aquatope", _folder, "run", "chain", "--minutes", "0.2", "--load", "2", "--json");
        (int exitCode, string output, string error) = await run.EndAsync();

        Assert.True(exitCode == 0, error);
        JsonElement result = JsonDocument.Parse(output).RootElement;
        Assert.Equal("chain", result.GetProperty("workflow").GetString());
        Assert.Equal(600, result.GetProperty("objective").GetProperty("latencyMs").GetDouble());
        Assert.Equal(95, result.GetProperty("objective").GetProperty("percentile").GetDouble());
        Assert.NotEmpty(result.GetProperty("limits").GetString()!);
        Assert.True(result.GetProperty("tuning").GetProperty("executions").GetInt32() > 0);
        foreach (string phase in (string[])["before", "after"])
        {
            JsonElement measured = result.GetProperty(phase);
            Assert.True(measured.GetProperty("executions").GetInt32() > 0);
            Assert.True(measured.GetProperty("costPer1000").GetDouble() > 0);
            Assert.True(measured.GetProperty("latencyMs").GetProperty("p50").GetDouble() > 0);
            Assert.Equal(["CompressSummary", "RankSentences", "Tokenise"], measured.GetProperty("stages").EnumerateObject().Select(stage => stage.Name));
            Assert.All(measured.GetProperty("stages").EnumerateObject(), stage =>
            {
                Assert.True(stage.Value.GetProperty("configuration").GetProperty("memoryMiB").GetInt32() > 0);
                Assert.True(stage.Value.GetProperty("latencyMs").GetProperty("p95").GetDouble() > 0);
            });
        }

        // The first executions met no worker, and what they waited until user code ran was measured.
        JsonElement start = result.GetProperty("start");
        Assert.True(start.GetProperty("coldStartShare").GetDouble() > 0);
        Assert.Contains(start.GetProperty("stages").EnumerateObject(), stage => stage.Value.GetProperty("coldStartMs").ValueKind == JsonValueKind.Number);
        AssertNothingLeft(run.Id);
    }

    [Fact]
    public async Task Run_ImpossibleObjective_SaysSoAndLeavesProductionAsItWas()
    {
        using var run = new ProgramProcess("aquatope", _folder, "run", "chain", "--minutes", "0.2", "--objective", "1ms@p95");
        (int exitCode, string output, string error) = await run.EndAsync();

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.StartsWith("aquatope: --objective: 1ms@p95 is out of reach on this machine", error.Split('\n')[^1], StringComparison.Ordinal);
        AssertNothingLeft(run.Id);
    }

    [Fact]
    public async Task Run_ControlC_StopsCleanlyAndTheSameCommandGoesOn()
    {
        string[] command = ["run", "chain", "--minutes", "1", "--load", "2"];
        using (var run = new ProgramProcess("aquatope", _folder, command))
        {
            await run.HearAsync("Measuring production");
            await run.PressControlCAsync();
            (int exitCode, string output, string error) = await run.EndAsync();

            Assert.Equal(130, exitCode);
            Assert.Empty(output);
            Assert.EndsWith("Interrupted. The same command goes on where this one stopped.", error, StringComparison.Ordinal);
            AssertNothingLeft(run.Id);
        }

        using var again = new ProgramProcess("aquatope", _folder, command);
        Assert.Contains("phase 'before'", await again.HearAsync("Resuming run 1"), StringComparison.Ordinal);
        await again.PressControlCAsync();
        Assert.Equal(130, (await again.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Run_KilledAgainAndAgain_EveryStartedExecutionCompletesOnce()
    {
        string[] command = ["run", "chain", "--minutes", "0.2", "--load", "1.5", "--data", "data", "--json"];
        var seen = new Dictionary<string, OrchestrationMetadata>(StringComparer.Ordinal);
        foreach (string moment in (string[])["Measuring production, default", "Tuning in trial lanes", "Measuring production, "])
        {
            using (var run = new ProgramProcess("aquatope", _folder, command))
            {
                await run.HearAsync(moment);
                await run.HearAsync(": ");
                await run.KillTreeAsync();
            }

            Assert.Empty(ProgramProcess.RunningIn(_folder));
            foreach (OrchestrationMetadata execution in await ExecutionsAsync())
            {
                AssertUnchangedOnceCompleted(seen.GetValueOrDefault(execution.InstanceId), execution);
                seen[execution.InstanceId] = execution;
            }
        }

        using var last = new ProgramProcess("aquatope", _folder, command);
        (int exitCode, string output, string error) = await last.EndAsync();
        Assert.True(exitCode == 0, error);
        Assert.Equal("chain", JsonDocument.Parse(output).RootElement.GetProperty("workflow").GetString());

        Dictionary<string, OrchestrationMetadata> ended = (await ExecutionsAsync()).ToDictionary(execution => execution.InstanceId, StringComparer.Ordinal);
        Assert.NotEmpty(seen);
        Assert.All(seen, before => AssertUnchangedOnceCompleted(before.Value, ended[before.Key]));
        Assert.All(ended.Values, execution => Assert.Equal(OrchestrationRuntimeStatus.Completed, execution.RuntimeStatus));
        AssertNothingLeft(last.Id);
    }

    private static void AssertUnchangedOnceCompleted(OrchestrationMetadata? before, OrchestrationMetadata after)
    {
        if (before is { IsCompleted: true })
        {
            Assert.Equal(
                (before.RuntimeStatus, before.SerializedOutput, before.LastUpdatedAt),
                (after.RuntimeStatus, after.SerializedOutput, after.LastUpdatedAt));
        }
    }

    /// <summary>Reads what the task hub knows of the production lane, from the database that the run has left.</summary>
    private async Task<List<OrchestrationMetadata>> ExecutionsAsync()
    {
        await using HubFixture hub = await HubFixture.StartAsync(Path.Combine(_folder, "data", "taskhub.db"));
        await using DurableTaskClient client = hub.Client("production");
        var query = new OrchestrationQuery { FetchInputsAndOutputs = true };
        return await client.GetAllInstancesAsync(query).ToListAsync(TestContext.Current.CancellationToken);
    }

    private void AssertNothingLeft(int process)
    {
        Assert.Empty(ProgramProcess.RunningIn(_folder));
        Assert.Empty(ProgramProcess.ControlGroupsOf(process));
    }
}
