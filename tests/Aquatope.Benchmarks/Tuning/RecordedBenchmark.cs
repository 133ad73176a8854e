using System.Globalization;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks;

/// <summary>Runs tuners on the recorded workflows and prints what they end with; with a budget of zero, the problems and their optima only.</summary>
internal static class RecordedBenchmark
{
    public static void Run(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        var search = new SearchSettings { Budget = settings.Integer("budget", 40), Track = true };
        string only = settings.Text("problem", "");
        foreach (string name in RecordedWorkflows.Names.Where(name => name.Contains(only, StringComparison.Ordinal)))
        {
            RecordedWorkflow workflow = RecordedWorkflows.Create(name, settings.Number("percentile", 95));
            if (search.Budget > 0)
            {
                TuningRuns.Print(workflow, search, settings, time, output);
                continue;
            }

            Describe(workflow, time, output);
        }
    }

    private static void Describe(RecordedWorkflow workflow, TimeProvider time, TextWriter output)
    {
        long started = time.GetTimestamp();
        Configuration optimum = workflow.OptimalConfiguration;
        double seconds = time.GetElapsedTime(started).TotalSeconds;
        WorkflowTruth largest = workflow.Truth(workflow.Problem.Baseline!);
        WorkflowTruth smallest = workflow.Truth(new Configuration([.. workflow.Problem.Space.Knobs.Select(knob => knob.Least)]));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{workflow.Name}: {workflow.Problem.Objective}, optimum {workflow.Optimum:F2} at {optimum} (P {workflow.MetProbability(optimum):F4}, found in {seconds:F1} s); "
            + $"largest {largest.Cost:F2}, {largest.LatencyMs:F0} ms; smallest {smallest.Cost:F2}, {smallest.LatencyMs:F0} ms"));
    }
}
