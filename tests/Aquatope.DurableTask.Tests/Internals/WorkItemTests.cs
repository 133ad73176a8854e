using Grpc.Core;
using Microsoft.DurableTask.Worker.Grpc;
using static Microsoft.DurableTask.Tests.Replay.Histories;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace Microsoft.DurableTask.Tests.Internals;

/// <summary>What a worker reports of a work item: an outcome, or that another worker has to run it.</summary>
public sealed class WorkItemTests
{
    private readonly WorkerHub _hub = new();

    [Theory]
    [InlineData(VersionFailureStrategy.Fail, 1, 0)]
    [InlineData(VersionFailureStrategy.Reject, 0, 1)]
    public async Task ProcessAsync_TurnOfAnotherVersion_FailsOrGoesBack(VersionFailureStrategy strategy, int failed, int abandoned)
    {
        WorkItemProcessor worker = _hub.Worker(AddOrder, options => options.Versioning = Strictly("2", strategy));

        await worker.ProcessAsync(Turn(version: "1"), CancellationToken.None);

        Assert.Equal((failed, abandoned), (_hub.Turns.Count, _hub.Abandoned.Count));
        Assert.All(_hub.Abandoned, token => Assert.Equal("token", token));
        Assert.All(_hub.Turns, turn =>
        {
            P.CompleteOrchestrationAction completion = Assert.Single(turn.Actions).CompleteOrchestration;
            Assert.Equal("VersionMismatch", completion.FailureDetails.ErrorType);
            Assert.Equal("token", turn.CompletionToken);
        });
    }

    [Theory]
    [InlineData(VersionFailureStrategy.Fail, 1, 0)]
    [InlineData(VersionFailureStrategy.Reject, 0, 1)]
    public async Task ProcessAsync_ActivityOfAnotherVersion_FailsOrGoesBack(VersionFailureStrategy strategy, int failed, int abandoned)
    {
        WorkItemProcessor worker = _hub.Worker(AddOrder, options => options.Versioning = Strictly("2", strategy));

        await worker.ProcessAsync(Call("Pay", "[1]", version: "1"), CancellationToken.None);

        Assert.Equal((failed, abandoned), (_hub.Activities.Count, _hub.Abandoned.Count));
        Assert.All(_hub.Activities, response => Assert.Equal("VersionMismatch", response.FailureDetails.ErrorType));
    }

    [Fact]
    public async Task ProcessAsync_AcceptedVersion_RunsTheTaskOfThatVersion()
    {
        WorkItemProcessor worker = _hub.Worker(
            registry => registry
                .AddActivityFunc<int, string>("Pay", new TaskVersion("1"), (_, _) => Task.FromResult("old"))
                .AddActivityFunc<int, string>("Pay", new TaskVersion("2"), (_, _) => Task.FromResult("new")));

        await worker.ProcessAsync(Call("pay", "[1]", version: "2"), CancellationToken.None);
        await worker.ProcessAsync(Call("pay", "[1]", version: "1"), CancellationToken.None);

        Assert.Equal(["\"new\"", "\"old\""], _hub.Activities.Select(response => response.Result));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("")]
    public async Task ProcessAsync_VersionThatIsNotRegistered_FailsAndCannotBeRetried(string version)
    {
        WorkItemProcessor worker = _hub.Worker(
            registry => registry.AddActivityFunc<int, string>("Pay", new TaskVersion("1"), (_, _) => Task.FromResult("old")));

        await worker.ProcessAsync(Call("Pay", "[1]", version), CancellationToken.None);

        P.TaskFailureDetails failure = Assert.Single(_hub.Activities).FailureDetails;
        Assert.Equal(("ActivityTaskNotFound", true), (failure.ErrorType, failure.IsNonRetriable));
    }

    [Fact]
    public async Task ProcessAsync_UnknownOrchestrator_FailsAndCannotBeRetried()
    {
        await _hub.Worker(_ => { }).ProcessAsync(Turn(version: "1"), CancellationToken.None);

        P.TaskFailureDetails failure =
            Assert.Single(Assert.Single(_hub.Turns).Actions).CompleteOrchestration.FailureDetails;
        Assert.Equal(("OrchestratorTaskNotFound", true), (failure.ErrorType, failure.IsNonRetriable));
        Assert.Contains("'Order' with version '1'", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessAsync_ActivityThrows_ReportsTheExceptionWithItsCause()
    {
        WorkItemProcessor worker = _hub.Worker(registry => registry.AddActivityFunc<int, string>(
            "Pay", (_, _) => Task.FromException<string>(new InvalidOperationException("no", new TimeoutException("late")))));

        await worker.ProcessAsync(Call("Pay", "[1]"), CancellationToken.None);

        P.TaskFailureDetails failure = Assert.Single(_hub.Activities).FailureDetails;
        Assert.Equal((typeof(InvalidOperationException).FullName, "no"), (failure.ErrorType, failure.ErrorMessage));
        Assert.Equal((typeof(TimeoutException).FullName, "late"), (failure.InnerFailure.ErrorType, failure.InnerFailure.ErrorMessage));
        Assert.False(failure.IsNonRetriable);
    }

    [Theory]
    [InlineData("[[1,2]]", 2)]
    [InlineData("[null]", -1)]
    [InlineData(null, -1)]
    public Task ProcessAsync_ActivityInputOfDotNet_IsTheOneArgumentInBrackets(string? input, int length) => CountsAsync(input, length);

    [Theory]
    [InlineData("[1,2]", 2)]
    [InlineData("[7]", 1)]
    [InlineData("[]", 0)]
    [InlineData("null", -1)]
    [InlineData("", -1)]
    public Task ProcessAsync_ActivityInputOfAnotherLanguage_IsTheInputItself(string input, int length) => CountsAsync(input, length);

    [Fact]
    public async Task ProcessAsync_ActivityInputOfAnotherType_FailsByTheOneArgument()
    {
        WorkItemProcessor worker = _hub.Worker(AddOrder);

        await worker.ProcessAsync(Call("Pay", "[\"much\"]"), CancellationToken.None);

        P.TaskFailureDetails failure = Assert.Single(_hub.Activities).FailureDetails;
        Assert.Equal(typeof(System.Text.Json.JsonException).FullName, failure.ErrorType);
        Assert.Contains("BytePositionInLine: 6", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, 1)]
    [InlineData(StatusCode.Internal, 1)]
    [InlineData(StatusCode.NotFound, 0)]
    [InlineData(StatusCode.InvalidArgument, 0)]
    public async Task ProcessAsync_CompletionRefusedOnce_IsRepeatedOnlyIfThatCanHelp(StatusCode refusal, int completions)
    {
        WorkItemProcessor worker = _hub.Worker(AddOrder);
        _hub.Refusals.Enqueue(refusal);

        await worker.ProcessAsync(Call("Pay", "[1]"), CancellationToken.None);

        Assert.Equal(completions, _hub.Activities.Count);
    }

    private async Task CountsAsync(string? input, int length)
    {
        WorkItemProcessor worker = _hub.Worker(
            registry => registry.AddActivityFunc<int[]?, int>("Count", (_, numbers) => Task.FromResult(numbers?.Length ?? -1)));

        await worker.ProcessAsync(Call("Count", input), CancellationToken.None);

        Assert.Equal(length.ToString(System.Globalization.CultureInfo.InvariantCulture), Assert.Single(_hub.Activities).Result);
    }

    private static VersioningOptions Strictly(string version, VersionFailureStrategy strategy) =>
        new() { Version = version, MatchStrategy = VersionMatchStrategy.Strict, FailureStrategy = strategy };

    private static void AddOrder(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc<int, int>("Order", (context, input) => context.CallActivityAsync<int>("Pay", input))
        .AddActivityFunc<int, int>("Pay", (_, amount) => Task.FromResult(amount));

    private static P.WorkItem Turn(string? version) => new()
    {
        CompletionToken = "token",
        OrchestratorRequest = Request([], [TurnStarted(), Started("1", version: version)]),
    };

    private static P.WorkItem Call(string name, string? input, string? version = null) => new()
    {
        CompletionToken = "token",
        ActivityRequest = new P.ActivityRequest
        {
            Name = name,
            Version = version,
            Input = input,
            TaskId = 3,
            OrchestrationInstance = new P.OrchestrationInstance { InstanceId = InstanceId },
        },
    };
}
