using Microsoft.DurableTask;

namespace Aquatope.Examples.Tests;

/// <summary>Tells a stage who it is.</summary>
internal sealed class InProcessActivityContext(TaskName name, string instanceId) : TaskActivityContext
{
    public override TaskName Name => name;

    public override string InstanceId => instanceId;
}
