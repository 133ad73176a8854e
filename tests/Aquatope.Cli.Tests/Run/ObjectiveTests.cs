using Aquatope.Tuning;

namespace Aquatope.Cli.Tests;

public sealed class ObjectiveTests
{
    [Theory]
    [InlineData("800ms@p95", 800, 95)]
    [InlineData("1.5s@p99.9", 1500, 99.9)]
    public void ObjectiveOf_WellFormed_IsReadAsWritten(string text, double milliseconds, double percentile) =>
        Assert.Equal(new LatencyObjective(TimeSpan.FromMilliseconds(milliseconds), percentile), RunCommand.ObjectiveOf(text));

    [Theory]
    [InlineData("")]
    [InlineData("800@p95")]
    [InlineData("800ms")]
    [InlineData("-1ms@p95")]
    [InlineData("800ms@95")]
    [InlineData("800ms@p0")]
    [InlineData("2h@p95")]
    public void ObjectiveOf_Malformed_IsRefused(string text) =>
        Assert.Throws<UsageException>(() => RunCommand.ObjectiveOf(text));
}
