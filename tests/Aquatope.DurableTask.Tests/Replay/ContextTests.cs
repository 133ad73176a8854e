using static Microsoft.DurableTask.Tests.Replay.Histories;

namespace Microsoft.DurableTask.Tests.Replay;

public sealed class ContextTests
{
    [Fact]
    public void Context_OfATurn_NamesItsInstance()
    {
        P.OrchestratorResponse result = Run(
            c => Task.FromResult($"{c.Name} {c.InstanceId} '{c.Version}' {c.Parent?.InstanceId ?? "no parent"}"),
            [], TurnStarted(), Started(version: "2.1"));

        Assert.Equal("Order order-17 '2.1' no parent", JsonText(result));
    }

    [Fact]
    public void Context_OfAChild_NamesItsParent()
    {
        P.HistoryEvent started = Started();
        started.ExecutionStarted.ParentInstance = new P.ParentInstanceInfo
        {
            Name = "Parent",
            TaskScheduledId = 4,
            OrchestrationInstance = new P.OrchestrationInstance { InstanceId = "parent-1", ExecutionId = "p1" },
        };

        P.OrchestratorResponse result = Run(
            c => Task.FromResult($"{c.Parent!.Name} {c.Parent.InstanceId}"), [], TurnStarted(), started);

        Assert.Equal("Parent parent-1", JsonText(result));
    }

    [Theory]
    [InlineData("2.1", "2.1", 0)]
    [InlineData("2.1", "2.10", -1)]
    [InlineData("2.10", "2.9", 1)]
    [InlineData("", "1.0", -1)]
    [InlineData("beta", "ALPHA", 1)]
    public void CompareVersionTo_OtherVersion_OrdersThem(string version, string other, int sign)
    {
        P.OrchestratorResponse result = Run(
            c => Task.FromResult(Math.Sign(c.CompareVersionTo(other))), [], TurnStarted(), Started(version: version));

        Assert.Equal(sign.ToString(System.Globalization.CultureInfo.InvariantCulture), result.Completion().Result);
    }

    [Fact]
    public void CallActivityAsync_Options_TravelWithTheCall()
    {
        P.ScheduleTaskAction call = Assert.Single(Run(
            c => c.CallActivityAsync<int>("Pay", 1, new TaskOptions(tags: new Dictionary<string, string> { ["tenant"] = "a" })
            {
                Version = new TaskVersion("7"),
            }),
            [], TurnStarted(), Started(version: "2")).Actions).ScheduleTask;

        Assert.Equal(("7", "a"), (call.Version, call.Tags["tenant"]));
    }

    [Fact]
    public void CallActivityAsync_Failed_ThrowsItsDetails()
    {
        P.OrchestratorResponse result = Run(
            async c =>
            {
                TaskFailedException failure = await Assert.ThrowsAsync<TaskFailedException>(() => c.CallActivityAsync("Pay"));
                return $"{failure.TaskName} {failure.TaskId} {failure.FailureDetails.IsCausedBy<TimeoutException>()} {failure.FailureDetails}";
            },
            [TurnStarted(), Started(), Scheduled(0, "Pay")],
            TurnStarted(1), Failed(0));

        Assert.Equal("Pay 0 True System.TimeoutException: late", JsonText(result));
    }

    [Fact]
    public void CreateTimer_Cancelled_ThrowsWithoutWaitingForTheTimer()
    {
        P.OrchestratorResponse result = Run(
            async c =>
            {
                using CancellationTokenSource cancellation = new();
                Task timer = c.CreateTimer(TimeSpan.FromHours(1), cancellation.Token);
                Cancel(cancellation);
                await Assert.ThrowsAsync<TaskCanceledException>(() => timer);
                return true;
            },
            [], TurnStarted(), Started());

        Assert.Equal("true", result.Completion().Result);
    }

    [Fact]
    public void Execute_DataConverter_SerializesEverything()
    {
        P.OrchestratorResponse first = Upper("\"in\"", []);
        Assert.Equal("[\"IN\"]", Assert.Single(first.Actions).ScheduleTask.Input);

        P.OrchestratorResponse second = Upper("\"in\"", [Completed(0, "\"paid\""), Raised("E", "\"event\"")]);
        Assert.Equal("\"IN PAID EVENT\"", second.Completion().Result);
        Assert.Equal("\"STATUS\"", second.CustomStatus);
    }

    private static P.OrchestratorResponse Upper(string input, P.HistoryEvent[] fresh)
    {
        P.HistoryEvent[] start = [TurnStarted(), Started(input)];
        return Run<string, string>(
            async (c, text) =>
            {
                c.SetCustomStatus("status");
                string paid = await c.CallActivityAsync<string>("Pay", text);
                return $"{text} {paid} {await c.WaitForExternalEvent<string>("E")}";
            },
            fresh.Length == 0 ? [] : [.. start, Scheduled(0, "Pay")],
            fresh.Length == 0 ? start : [TurnStarted(1), .. fresh],
            new ReplayOptions { DataConverter = new LoudConverter() });
    }

    private static string JsonText(P.OrchestratorResponse result) =>
        System.Text.Json.JsonSerializer.Deserialize<string>(result.Completion().Result)!;

    private sealed class LoudConverter : DataConverter
    {
        public override string? Serialize(object? value) =>
            Converters.JsonDataConverter.Default.Serialize(value)?.ToUpperInvariant();

        public override object? Deserialize(string? data, Type targetType) =>
            Converters.JsonDataConverter.Default.Deserialize(data, targetType);
    }
}
