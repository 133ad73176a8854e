using Microsoft.DurableTask.Worker.Grpc;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace Microsoft.DurableTask.Tests.Internals;

public sealed class VersionCheckTests
{
    [Theory]
    [InlineData(VersionMatchStrategy.None, "9.0", null)]
    [InlineData(VersionMatchStrategy.None, "", null)]
    [InlineData(VersionMatchStrategy.Strict, "2.0", null)]
    [InlineData(VersionMatchStrategy.Strict, "1.0", "VersionMismatch")]
    [InlineData(VersionMatchStrategy.Strict, "3.0", "VersionMismatch")]
    [InlineData(VersionMatchStrategy.Strict, "", "VersionMismatch")]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "2.0", null)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "1.10", null)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "", null)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "2.0.1", "VersionMismatch")]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "10.0", "VersionMismatch")]
    [InlineData((VersionMatchStrategy)17, "2.0", "VersionError")]
    public void Mismatch_WorkerOfVersion2_FollowsTheStrategy(VersionMatchStrategy strategy, string version, string? expected)
    {
        VersioningOptions versioning = new() { Version = "2.0", MatchStrategy = strategy };

        P.TaskFailureDetails? mismatch = VersionCheck.Mismatch(versioning, version);

        Assert.Equal(expected, mismatch?.ErrorType);
        Assert.NotEqual(false, mismatch?.IsNonRetriable);
    }

    [Fact]
    public void Mismatch_NoVersioning_AcceptsEverything() => Assert.Null(VersionCheck.Mismatch(null, "17"));
}
