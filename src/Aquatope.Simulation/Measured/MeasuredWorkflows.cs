using System.Collections.Immutable;
using System.Text.Json;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>The five workflows of the paper, with what <c>aquatope measure</c> measured of this project's own; see <c>Data/measured</c>.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public static class MeasuredWorkflows
{
    private const string File = "measured/examples.json";
    private const double MicroDollars = 1e6;

    private static readonly ImmutableArray<double> Cpus = [0.25, 0.5, 0.75, 1, 1.5, 2];
    private static readonly ImmutableArray<double> Memories = [128, 192, 256, 384, 512, 768, 1024];
    private static readonly (string Name, Func<JsonElement, string[], WorkflowShape> Shape)[] All =
    [
        ("image-recognition", (_, _) => WorkflowShape.Series(Call(0), Call(1), WorkflowShape.Parallel(Call(2), Call(3)), Call(4))),
        ("chain", (_, _) => WorkflowShape.Series(Call(0), Call(1), Call(2))),
        ("fan-out", (measured, stages) => WorkflowShape.Series(Call(0), Map(measured, stages, 1), Call(2))),
        ("video", (measured, stages) => WorkflowShape.Series(
            Call(0), WorkflowShape.Parallel(Map(measured, stages, 1), Map(measured, stages, 2), Map(measured, stages, 3)), Call(4))),
        ("social-network", (_, _) => WorkflowShape.Series(
            WorkflowShape.Parallel(Call(0), Call(1)),
            WorkflowShape.Parallel(Call(2), Call(3), WorkflowShape.Series(Call(4), Call(5))))),
    ];

    /// <summary>Gets the names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(workflow => workflow.Name)];

    /// <summary>Creates a workflow: two knobs for each stage, processor share and memory, and Azure's list prices in micro-dollars.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="percentile">The objective's percentile, in (0, 100). Default: 95.</param>
    /// <returns>The workflow.</returns>
    /// <exception cref="ArgumentException">No measured workflow has that name.</exception>
    /// <exception cref="RecordedDataException">The data of this assembly is damaged.</exception>
    public static RecordedWorkflow Create(string name, double percentile = 95)
    {
        ArgumentNullException.ThrowIfNull(name);
        (_, Func<JsonElement, string[], WorkflowShape>? shape) = All.FirstOrDefault(workflow => workflow.Name == name);
        if (shape is null)
        {
            throw new ArgumentException($"There is no measured workflow '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
        }

        JsonElement measured = RecordedData.Json(File).GetProperty(name).GetProperty("stages");
        string[] stages = [.. measured.EnumerateObject().Select(stage => stage.Name)];
        var prices = new PriceList();
        return new RecordedWorkflow(
            new RecordedPlan(
                name,
                [.. stages.SelectMany(Knobs)],
                [.. stages.Select((stage, i) => new RecordedStage(stage, [2 * i, (2 * i) + 1], Behaviours(measured.GetProperty(stage))))],
                shape(measured, stages))
            {
                Prices = new PriceList
                {
                    PerVcpuSecond = MicroDollars * prices.PerVcpuSecond,
                    PerGiBSecond = MicroDollars * prices.PerGiBSecond,
                    PerExecution = MicroDollars * prices.PerExecution,
                },
                StartUps = [.. stages.Select(stage => StartUp(measured.GetProperty(stage)))],
                Resources = Resources,
            },
            percentile).OnPlatform();
    }

    private static WorkflowShape Call(int stage) => WorkflowShape.Call(stage);

    private static WorkflowShape Map(JsonElement measured, string[] stages, int stage) =>
        WorkflowShape.Map(Call(stage), Math.Max(1, (int)Math.Round(Number(measured.GetProperty(stages[stage]), "callsPerExecution"))));

    private static Knob[] Knobs(string stage) =>
        [Knob.Of($"{stage}.cpu", stage, Cpus, logarithmic: true), Knob.Of($"{stage}.memoryMiB", stage, Memories, logarithmic: true)];

    private static Dictionary<Configuration, StageBehaviour> Behaviours(JsonElement stage)
    {
        var model = new SimulatedStage(
            Number(stage, "cpuSeconds"), Number(stage, "cpuExponent"), Number(stage, "fixedSeconds"), Number(stage, "memorySeconds"), Number(stage, "workingSetMiB"));
        double variation = Number(stage, "variation");
        double deviation = Math.Sqrt(Math.Log(1 + (variation * variation)));
        double least = Number(stage, "failsUpToMiB");
        return Cpus.SelectMany(cpu => Memories, (cpu, memory) => (cpu, memory)).ToDictionary(
            size => new Configuration([size.cpu, size.memory]),
            size => new StageBehaviour
            {
                Runs = [new RecordedRun(1000 * model.Seconds(size.cpu, size.memory), 0)],
                LogDeviation = deviation,
                Outcome = size.memory <= least ? StageOutcome.OutOfMemory : StageOutcome.Completed,
            });
    }

    private static TimeDistribution StartUp(JsonElement stage) => TimeDistribution.LogNormal(Number(stage, "startUpMs"), Number(stage, "startUpVariation"));

    private static ResourceConfiguration Resources(RecordedPlan plan, RecordedStage stage, Configuration configuration) =>
        new(configuration[stage.Knobs[0]], (int)configuration[stage.Knobs[1]], 1);

    private static double Number(JsonElement stage, string name) => stage.TryGetProperty(name, out JsonElement value)
        && value.TryGetDouble(out double number) && double.IsFinite(number) && number >= 0
        ? number
        : throw new RecordedDataException(File, $"'{name}' of a stage is missing or no measure.");
}
