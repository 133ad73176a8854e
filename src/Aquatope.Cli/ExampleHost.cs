using Aquatope.Examples;
using Aquatope.Workflows;

namespace Aquatope.Cli;

/// <summary>Declares an example workflow as a program of its own would.</summary>
internal static class ExampleHost
{
    /// <summary>Returns an example by its name on the command line, or null.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The example.</returns>
    public static ExampleWorkflow? Find(string name) => ExampleWorkflows.All.FirstOrDefault(example => example.Name == name);

    /// <summary>Adds the workflow and its stages.</summary>
    /// <param name="aquatope">The declaration.</param>
    /// <param name="example">The example.</param>
    /// <param name="configure">Declares the objective and the trials' inputs.</param>
    /// <returns>The same declaration.</returns>
    public static AquatopeBuilder Declare(AquatopeBuilder aquatope, ExampleWorkflow example, Action<WorkflowBuilder>? configure = null)
    {
        aquatope.AddWorkflow(example.Orchestrator, _ => example.Create(), configure);
        foreach (ExampleStage stage in example.Stages)
        {
            aquatope.AddStage(stage.Name, _ => stage.Create(ExampleData.Open()), knobs => knobs.Knobs(stage.Knobs));
        }

        return aquatope;
    }
}
