using System.Globalization;
using System.Text.Json.Nodes;
using Aquatope.Examples;
using Aquatope.Local;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aquatope.Cli;

/// <summary>Runs an example workflow with workers of several sizes, one execution at a time, and collects what its stages report.</summary>
internal sealed class MeasureSession(ExampleWorkflow example, IWorkerPools pools, LaneClients clients, IStageReportSource reports, LocalMachine machine)
{
    private const int WarmUp = 2;
    private const double UsualCpu = 1;
    private const int AmpleMemoryMiB = 512;
    private static readonly double[] Cpus = [0.25, 0.5, 1, 2];
    private static readonly int[] Memories = [128, 192, 256];

    /// <summary>Returns how many executions there are in all.</summary>
    /// <param name="executions">Measured executions for each size.</param>
    public static int StepsOf(int executions) => (Cpus.Length + Memories.Length) * (WarmUp + executions);

    /// <summary>Measures.</summary>
    /// <param name="executions">Measured executions for each size.</param>
    /// <param name="progress">Is told of each execution, of as many as <see cref="StepsOf"/> says.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was measured.</returns>
    public async Task<JsonObject> RunAsync(int executions, CountedProgress progress, CancellationToken cancellationToken)
    {
        ResourceConfiguration[] sizes =
        [
            .. Cpus.Select(cpu => new ResourceConfiguration(cpu, AmpleMemoryMiB, 1)),
            .. Memories.Select(memory => new ResourceConfiguration(UsualCpu, memory, 1)),
        ];
        var seen = new List<StageReport>();
        foreach (ResourceConfiguration size in sizes)
        {
            seen.AddRange(await RunAsync(size, executions, progress, cancellationToken));
        }

        double measured = seen.Where(report => report.Outcome == StageOutcome.Completed && IsMeasured(report)).Select(report => report.InstanceId).Distinct().Count();
        var stages = new JsonObject();
        foreach (ExampleStage stage in example.Stages)
        {
            StageReport[] calls = [.. seen.Where(report => report.Stage == stage.Name)];
            stages[stage.Name] = StageFit.Of(calls, sizes[Array.IndexOf(Cpus, UsualCpu)], calls.Count(IsMeasured) / Math.Max(1, measured));
        }

        return new JsonObject { ["limits"] = machine.Limits, ["executions"] = executions, ["stages"] = stages };
    }

    private static bool IsMeasured(StageReport report) => int.Parse(report.InstanceId.Split('-')[^1], CultureInfo.InvariantCulture) >= WarmUp;

    private async Task<List<StageReport>> RunAsync(ResourceConfiguration size, int executions, CountedProgress progress, CancellationToken cancellationToken)
    {
        string lane = Lane.Trial(0);
        await pools.ConfigureAsync(lane, WorkflowConfiguration.Of(example.Stages.Select(stage => KeyValuePair.Create(stage.Name, size))), cancellationToken);
        var seen = new List<StageReport>();
        for (int n = 0; n < WarmUp + executions; n++)
        {
            string instance = string.Create(CultureInfo.InvariantCulture, $"measure-{size.Cpu}-{size.MemoryMiB}-{n}");
            DurableTaskClient client = clients.Of(lane);
            await client.ScheduleNewOrchestrationInstanceAsync(example.Orchestrator, example.Input(n), new StartOrchestrationOptions(instance), cancellationToken);
            await client.WaitForInstanceCompletionAsync(instance, cancellationToken);
            var query = new ReportQuery { Workflow = example.Orchestrator, Lane = lane, InstanceId = instance };
            await foreach (StageReport report in reports.ReadStagesAsync(query, cancellationToken))
            {
                // Of the first executions only the starts of workers count: they run code for the first time.
                if (n >= WarmUp || report.ColdStart > TimeSpan.Zero || report.Outcome != StageOutcome.Completed)
                {
                    seen.Add(report);
                }
            }

            progress.Step();
        }

        return seen;
    }
}
