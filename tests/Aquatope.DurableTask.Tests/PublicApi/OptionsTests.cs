namespace Microsoft.DurableTask.Tests.PublicApi;

public sealed class OptionsTests
{
    [Fact]
    public void RetryPolicy_Defaults_AreNoBackoffWithinAnHourForEver()
    {
        RetryPolicy policy = new(3, TimeSpan.FromSeconds(2));

        Assert.Equal((3, TimeSpan.FromSeconds(2), 1.0), (policy.MaxNumberOfAttempts, policy.FirstRetryInterval, policy.BackoffCoefficient));
        Assert.Equal((TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan), (policy.MaxRetryInterval, policy.RetryTimeout));
        Assert.True(policy.Handle(new InvalidOperationException()));
    }

    [Theory]
    [InlineData(0, 1, 1.0, null, null)]
    [InlineData(-1, 1, 1.0, null, null)]
    [InlineData(1, 0, 1.0, null, null)]
    [InlineData(1, -1, 1.0, null, null)]
    [InlineData(1, 1, 0.9, null, null)]
    [InlineData(1, 2, 1.0, 1, null)]
    [InlineData(1, 2, 1.0, null, 1)]
    public void RetryPolicy_OutOfRange_IsRefused(int attempts, int first, double coefficient, int? longest, int? timeout) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(
            attempts, TimeSpan.FromSeconds(first), coefficient, Seconds(longest), Seconds(timeout)));

    [Fact]
    public void TaskOptions_FromPolicyOrHandler_HasThatRetry()
    {
        RetryPolicy policy = new(3, TimeSpan.FromSeconds(2));

        Assert.Same(policy, TaskOptions.FromRetryPolicy(policy).Retry!.Policy);
        Assert.Null(TaskOptions.FromRetryPolicy(policy).Retry!.Handler);
        Assert.NotNull(TaskOptions.FromRetryHandler(_ => true).Retry!.Handler);
        Assert.Null(TaskOptions.FromRetryHandler(_ => Task.FromResult(true)).Retry!.Policy);
    }

    [Fact]
    public void SubOrchestrationOptions_OfTaskOptions_ExtendThem()
    {
        TaskOptions options = new(new RetryPolicy(3, TimeSpan.FromSeconds(2)), new Dictionary<string, string> { ["a"] = "b" })
        {
            Version = new TaskVersion("2"),
        };

        SubOrchestrationOptions child = options.WithInstanceId("child");

        Assert.Equal(("child", "b"), (child.InstanceId, child.Tags!["a"]));
        Assert.Equal((options.Retry, new TaskVersion("2")), (child.Retry, child.Version));
        Assert.Equal("child", new SubOrchestrationOptions(child).InstanceId);
        Assert.Equal("child", new SubOrchestrationOptions((TaskOptions)child).InstanceId);
        Assert.Equal("other", new SubOrchestrationOptions(child, "other").InstanceId);
    }

    [Fact]
    public void StartOrchestrationOptions_Copied_KeepEverything()
    {
        StartOrchestrationOptions options = new("id", DateTimeOffset.UnixEpoch)
        {
            Tags = new Dictionary<string, string> { ["a"] = "b" },
            Version = new TaskVersion("2"),
            DedupeStatuses = ["Running"],
        };

        StartOrchestrationOptions copy = options with { InstanceId = "copy" };

        Assert.Equal(("copy", DateTimeOffset.UnixEpoch, "b"), (copy.InstanceId, copy.StartAt, copy.Tags["a"]));
        Assert.Equal(new TaskVersion("2"), copy.Version);
        Assert.Equal(["Running"], copy.DedupeStatuses!);
        Assert.Empty(new StartOrchestrationOptions().Tags);
    }

    [Fact]
    public void TaskName_AnyCase_IsTheSameName()
    {
        TaskName name = "Pay";

        Assert.Equal(new TaskName("PAY"), name);
        Assert.Equal(new TaskName("pAY").GetHashCode(), name.GetHashCode());
        Assert.True(name != new TaskName("Paid"));
        Assert.Equal("Pay", name.ToString());
        Assert.Equal(default, (TaskName)string.Empty);
    }

    [Fact]
    public void TaskVersion_AnyCase_IsTheSameVersion()
    {
        Assert.Equal(new TaskVersion("BETA"), new TaskVersion("beta"));
        Assert.Equal(TaskVersion.Unversioned, new TaskVersion(null));
        Assert.Equal("1.0", (string)new TaskVersion("1.0"));
    }

    private static TimeSpan? Seconds(int? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;
}
