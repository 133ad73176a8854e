using Microsoft.DurableTask.Worker.Replay;

namespace Microsoft.DurableTask.Tests.Internals;

public sealed class RetryDelaysTests
{
    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 2.0)]
    [InlineData(3, 4.0)]
    [InlineData(4, 5.0)]
    public void Next_Exponential_IsCappedByTheLongestInterval(int failures, double expectedSeconds)
    {
        RetryPolicy policy = new(10, TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), RetryDelays.Next(policy, failures, TimeSpan.Zero));
    }

    [Fact]
    public void Next_AttemptsOrTimeUsedUp_IsNull()
    {
        RetryPolicy policy = new(3, TimeSpan.FromSeconds(1), retryTimeout: TimeSpan.FromSeconds(10));

        Assert.Null(RetryDelays.Next(policy, 3, TimeSpan.Zero));
        Assert.Null(RetryDelays.Next(policy, 1, TimeSpan.FromSeconds(10)));
        Assert.NotNull(RetryDelays.Next(policy, 2, TimeSpan.FromSeconds(9)));
    }

    [Fact]
    public void Next_NoLongestInterval_GrowsWithoutLimit()
    {
        RetryPolicy policy = new(100, TimeSpan.FromSeconds(1), 10, Timeout.InfiniteTimeSpan);

        Assert.Equal(TimeSpan.FromSeconds(10_000_000), RetryDelays.Next(policy, 8, TimeSpan.Zero));
    }

    [Fact]
    public void Next_DelayBeyondTheLargestTimeSpan_IsTheLargestTimeSpan()
    {
        RetryPolicy policy = new(1_000_000, TimeSpan.FromDays(1), 10, Timeout.InfiniteTimeSpan);

        Assert.Equal(TimeSpan.MaxValue, RetryDelays.Next(policy, 999_999, TimeSpan.Zero));
    }
}
