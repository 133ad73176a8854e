using Aquatope.Tests.NodeJs;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Integration.Tests.JavaScript;

/// <summary>One workflow in two languages: workers and clients in C# and in JavaScript on one task hub.</summary>
[Collection(JavaScriptTests.Name)]
public sealed class AcrossLanguagesTests(JavaScriptFixture javaScript)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a client starts, feeds and reads an orchestration")]
    [InlineData("a client reads why an orchestration failed")]
    [InlineData("a client signals and reads an entity")]
    public async Task JavaScriptClient_OfAWorkerInCSharp_Passes(string scenario)
    {
        string taskHub = NewTaskHub();
        using IHost worker = await javaScript.Hub.WorkAsync(AddTasks, taskHub);

        await javaScript.RunAsync("across/client.mjs", scenario, taskHub);

        await worker.StopAsync(Cancellation);
    }

    [Fact]
    public async Task CSharpClient_OfAWorkerInJavaScript_StartsFeedsAndReads()
    {
        string taskHub = NewTaskHub();
        using NodeProcess worker = javaScript.Work(taskHub);
        DurableTaskClient client = javaScript.Hub.Client(taskHub);

        string id = await client.ScheduleNewOrchestrationInstanceAsync("greet", new Guest("Ada"), Cancellation);
        await client.RaiseEventAsync(id, "time", "good morning", Cancellation);
        OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Cancellation);

        Assert.Equal("HELLO ADA, GOOD MORNING!", ended.ReadOutputAs<string>());
        Assert.Equal("greeting", ended.ReadCustomStatusAs<string>());
        await worker.EndAsync();
    }

    [Fact]
    public async Task OrchestratorInCSharp_WithTasksInJavaScript_CallsThem()
    {
        string taskHub = NewTaskHub();
        var counter = new EntityInstanceId("counter", "shared");
        using NodeProcess javaScriptWorker = javaScript.Work(taskHub);
        using IHost worker = await javaScript.Hub.WorkAsync(registry => registry.AddOrchestratorFunc<string, string[]>("main", async (context, text) =>
        {
            string shouted = await context.CallActivityAsync<string>("shout", text);
            string refusal = await RefusalAsync(context);
            await using IAsyncDisposable section = await context.Entities.LockEntitiesAsync(counter);
            int first = await context.Entities.CallEntityAsync<int>(counter, "add", 2);
            int second = await context.Entities.CallEntityAsync<int>(counter, "add", 3);
            return [shouted, refusal, $"{first}, {second}"];
        }), taskHub);

        string[] output = await OutputAsync<string[]>(taskHub, "main", "mind the step");

        Assert.Equal(["MIND THE STEP!", "RangeError: out of reach", "2, 5"], output);
        EntityMetadata? entity = await javaScript.Hub.Client(taskHub).Entities.GetEntityAsync(counter, includeState: true, Cancellation);
        Assert.Equal("""{"count":5}""", entity?.State.Value);
        await worker.StopAsync(Cancellation);
        await javaScriptWorker.EndAsync();
    }

    [Fact]
    public async Task OrchestratorInJavaScript_WithTasksInCSharp_CallsThem()
    {
        string taskHub = NewTaskHub();
        using NodeProcess javaScriptWorker = javaScript.Work(taskHub);
        using IHost worker = await javaScript.Hub.WorkAsync(AddTasks, taskHub);

        string output = await OutputAsync<string>(taskHub, "both", (string[])["one", "three", "fourteen"]);

        Assert.Equal("""{"lengths":[3,5,8],"before":8,"after":9}""", output);
        await worker.StopAsync(Cancellation);
        await javaScriptWorker.EndAsync();
    }

    private static void AddTasks(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc<Parcel, string>("weigh", async (context, parcel) =>
        {
            double weight = await context.WaitForExternalEvent<double>("weight");
            context.SetCustomStatus("weighed");
            return FormattableString.Invariant($"{parcel.Name} weighs {weight}");
        })
        .AddOrchestratorFunc("fail", string (TaskOrchestrationContext _) => throw new InvalidOperationException("no scales"))
        .AddOrchestratorFunc<int[], int>("largest", (_, lengths) => lengths.Max())
        .AddOrchestratorFunc<string[], string>("both", async (context, words) =>
            (await context.CallSubOrchestratorAsync<System.Text.Json.JsonElement>("abroad", words)).GetRawText())
        .AddActivityFunc<string, int>("measure", (_, word) => word.Length)
        .AddEntity<Tally>("tally");

    private static async Task<string> RefusalAsync(TaskOrchestrationContext context)
    {
        try
        {
            await context.CallActivityAsync("refuse");
            return "none";
        }
        catch (TaskFailedException exception)
        {
            return $"{exception.FailureDetails.ErrorType}: {exception.FailureDetails.ErrorMessage}";
        }
    }

    private string NewTaskHub()
    {
        Assert.SkipUnless(NodeProcess.IsInstalled, NodeProcess.Missing);
        return javaScript.NewTaskHub();
    }

    private async Task<T> OutputAsync<T>(string taskHub, string orchestrator, object input)
    {
        DurableTaskClient client = javaScript.Hub.Client(taskHub);
        string id = await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, Cancellation);
        OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Cancellation);
        Assert.True(ended.RuntimeStatus is OrchestrationRuntimeStatus.Completed, ended.FailureDetails?.ToString());
        return ended.ReadOutputAs<T>()!;
    }

    private sealed record Guest(string Name);

    private sealed record Parcel([property: System.Text.Json.Serialization.JsonPropertyName("Parcel")] string Name);

    private sealed class Tally : TaskEntity<int>
    {
        public int Add(int amount) => State += amount;
    }
}
