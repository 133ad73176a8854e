using Microsoft.DurableTask;

namespace Aquatope.Workflows;

/// <summary>What an activity learns of its call where this library, not the SDK's worker, runs it.</summary>
/// <param name="name">The activity's name.</param>
/// <param name="instanceId">The instance ID of the calling orchestration.</param>
internal sealed class OwnActivityContext(string name, string instanceId) : TaskActivityContext
{
    /// <inheritdoc/>
    public override TaskName Name { get; } = name;

    /// <inheritdoc/>
    public override string InstanceId { get; } = instanceId;
}
