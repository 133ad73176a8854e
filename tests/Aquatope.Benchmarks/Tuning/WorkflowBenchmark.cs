using Aquatope.Simulation;

namespace Aquatope.Benchmarks;

/// <summary>Runs tuners on the analytic workflows and prints what they end with.</summary>
internal static class WorkflowBenchmark
{
    public static void Run(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        var search = new SearchSettings { Budget = settings.Integer("budget", 20), Track = settings.Integer("track", 0) > 0 };
        string only = settings.Text("problem", "");
        foreach (SimulatedWorkflow original in SimulatedWorkflows.All.Where(problem => problem.Name.Contains(only, StringComparison.Ordinal)))
        {
            SimulatedWorkflow workflow = original with
            {
                OutlierShare = settings.Number("outliers", 0.05),
                Noise = settings.Number("noise", 0.1),
            };
            TuningRuns.Print(workflow, search, settings, time, output);
        }
    }
}
