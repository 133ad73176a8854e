using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Worker.Replay;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>Tells whether a worker accepts a version.</summary>
internal static class VersionCheck
{
    /// <summary>Returns why a version is not accepted; null when it is.</summary>
    public static P.TaskFailureDetails? Mismatch(DurableTaskWorkerOptions.VersioningOptions? versioning, string version)
    {
        if (versioning is null || versioning.MatchStrategy is DurableTaskWorkerOptions.VersionMatchStrategy.None)
        {
            return null;
        }

        int comparison = TaskOrchestrationVersioningUtils.CompareVersions(version, versioning.Version);
        return versioning.MatchStrategy switch
        {
            DurableTaskWorkerOptions.VersionMatchStrategy.Strict => comparison == 0 ? null : ProtocolFailures.NonRetriable(
                "VersionMismatch",
                $"The orchestration version '{version}' does not match the worker version '{versioning.Version}'."),
            DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder => comparison <= 0 ? null : ProtocolFailures.NonRetriable(
                "VersionMismatch",
                $"The orchestration version '{version}' is greater than the worker version '{versioning.Version}'."),
            _ => ProtocolFailures.NonRetriable(
                "VersionError", $"The version match strategy '{versioning.MatchStrategy}' is unknown."),
        };
    }
}
