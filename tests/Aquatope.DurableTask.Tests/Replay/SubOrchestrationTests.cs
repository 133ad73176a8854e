using static Microsoft.DurableTask.Tests.Replay.Histories;

namespace Microsoft.DurableTask.Tests.Replay;

public sealed class SubOrchestrationTests
{
    [Fact]
    public void CallSubOrchestratorAsync_Options_TravelWithTheChild()
    {
        P.CreateSubOrchestrationAction child = Create(new SubOrchestrationOptions(instanceId: "child-1")
        {
            Version = new TaskVersion("3"),
            Tags = new Dictionary<string, string> { ["tenant"] = "a" },
        });

        Assert.Equal(("child-1", "3"), (child.InstanceId, child.Version));
        Assert.Equal("a", child.Tags["tenant"]);
    }

    [Fact]
    public void CallSubOrchestratorAsync_WithInstanceId_KeepsTheOtherOptions()
    {
        TaskOptions options = new(tags: new Dictionary<string, string> { ["tenant"] = "b" });

        P.CreateSubOrchestrationAction child = Create(options.WithInstanceId("child-2"));

        Assert.Equal(("child-2", "b"), (child.InstanceId, child.Tags["tenant"]));
    }

    [Fact]
    public void CallSubOrchestratorAsync_NoId_GeneratesTheSameOneAtEveryReplay()
    {
        P.CreateSubOrchestrationAction first = Create(null);
        P.CreateSubOrchestrationAction again = Create(null);

        Assert.True(Guid.TryParseExact(first.InstanceId, "N", out _));
        Assert.Equal(first.InstanceId, again.InstanceId);
    }

    [Fact]
    public void CallSubOrchestratorAsync_Retried_KeepsItsId()
    {
        TaskOptions options = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(5)));
        Task<int> Orchestrator(TaskOrchestrationContext c) => c.CallSubOrchestratorAsync<int>("Child", options: options);
        P.CreateSubOrchestrationAction first =
            Assert.Single(Run(Orchestrator, [], TurnStarted(), Started()).Actions).CreateSubOrchestration;

        P.CreateSubOrchestrationAction second = Assert.Single(Run(
            Orchestrator,
            [TurnStarted(), Started(), ChildCreated(0, "Child"), TurnStarted(1), ChildFailed(0), TimerCreated(1, 6)],
            TurnStarted(6), TimerFired(1)).Actions).CreateSubOrchestration;

        Assert.Equal(first.InstanceId, second.InstanceId);
    }

    [Fact]
    public void CallSubOrchestratorAsync_Failed_ThrowsItsDetails()
    {
        P.OrchestratorResponse result = Run(
            async c =>
            {
                TaskFailedException failure =
                    await Assert.ThrowsAsync<TaskFailedException>(() => c.CallSubOrchestratorAsync("Child"));
                return $"{failure.TaskName} {failure.TaskId} {failure.FailureDetails.ErrorType} {failure.FailureDetails.ErrorMessage}";
            },
            [TurnStarted(), Started(), ChildCreated(0, "Child")],
            TurnStarted(1), ChildFailed(0));

        Assert.Equal("\"Child 0 Broken child broke\"", result.Completion().Result);
    }

    private static P.CreateSubOrchestrationAction Create(TaskOptions? options) => Assert.Single(Run(
        c => c.CallSubOrchestratorAsync<int>("Child", null, options), [], TurnStarted(), Started()).Actions).CreateSubOrchestration;
}
