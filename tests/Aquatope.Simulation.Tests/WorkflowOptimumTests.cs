namespace Aquatope.Simulation.Tests;

public sealed class WorkflowOptimumTests
{
    [Fact]
    public void CostOf_ReferenceWorkflows_IsTheReferenceOptimum() =>
        Assert.All(SimulatedWorkflows.All, workflow => Assert.InRange(WorkflowOptimum.CostOf(workflow) / workflow.Optimum, 1 - 1e-7, 1 + 1e-7));

    [Fact]
    public void CostOf_BoundOutOfReach_ThrowsArgumentException()
    {
        SimulatedWorkflow workflow = SimulatedWorkflows.Chain3();
        Assert.Throws<ArgumentException>("workflow", () => workflow.Changed("hopeless", stage => stage with { C = 10 }));
    }
}
