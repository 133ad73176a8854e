namespace Aquatope.Workflows.Tests;

public sealed class ExecutionDirectoryTests
{
    private readonly ExecutionDirectory _directory = new();

    [Fact]
    public void Find_Workflow_IsItself()
    {
        _directory.Enter(Lane.Production, "a", "Thumbnails", parentInstanceId: null);

        Assert.Equal(new WorkflowExecution("Thumbnails", "a"), _directory.Find(Lane.Production, "a"));
    }

    [Fact]
    public void Find_SubOrchestrationOfASubOrchestration_IsTheWorkflowThatUsersSee()
    {
        _directory.Enter(Lane.Production, "a", "Thumbnails", parentInstanceId: null);
        _directory.Enter(Lane.Production, "b", "PerImage", "a");
        _directory.Enter(Lane.Production, "c", "PerSize", "b");

        Assert.Equal(new WorkflowExecution("Thumbnails", "a"), _directory.Find(Lane.Production, "c"));
    }

    [Fact]
    public void Find_SameInstanceIdInAnotherLane_IsAnother()
    {
        _directory.Enter(Lane.Production, "a", "Thumbnails", parentInstanceId: null);

        Assert.Equal(string.Empty, _directory.Find(Lane.Trial(0), "a").Workflow);
    }

    [Fact]
    public void Leave_Ended_IsForgotten()
    {
        _directory.Enter(Lane.Production, "a", "Thumbnails", parentInstanceId: null);
        _directory.Leave(Lane.Production, "a");

        Assert.Equal(string.Empty, _directory.Find(Lane.Production, "a").Workflow);
    }
}
