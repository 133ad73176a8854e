using System.Collections.Immutable;

namespace Aquatope.Simulation;

/// <summary>The recorded workflows. The tables are read when they are first needed.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public static class RecordedWorkflows
{
    private static readonly (string Name, Func<string, RecordedPlan> Plan)[] All =
    [
        ("slapp-chain", SlappChain),
        ("slapp-graph", SlappGraph),
        ("jolteon-ml", JolteonMl),
        ("jolteon-video", JolteonVideo),
        ("chunkfunc-video", name => ChunkFuncVideo(name, 238_915_345, (95_566_138, 191_132_276), 23_807_460)),
        ("chunkfunc-long-video", name => ChunkFuncVideo(name, 525_049_424, (210_019_770, 420_039_539), 42_778_355)),
        ("chunkfunc-log", ChunkFuncLog),
    ];

    /// <summary>Gets the names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(workflow => workflow.Name)];

    /// <summary>Creates a workflow.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="percentile">The objective's percentile, in (0, 100). Default: 95.</param>
    /// <returns>The workflow.</returns>
    /// <exception cref="ArgumentException">No recorded workflow has that name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percentile"/> is not in (0, 100).</exception>
    /// <exception cref="RecordedDataException">The data of this assembly is damaged.</exception>
    public static RecordedWorkflow Create(string name, double percentile = 95)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (percentile is not (> 0 and < 100))
        {
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile must lie between 0 and 100.");
        }

        return new RecordedWorkflow(Plan(name), percentile);
    }

    /// <summary>Returns what a workflow is made of.</summary>
    internal static RecordedPlan Plan(string name)
    {
        (_, Func<string, RecordedPlan>? plan) = All.FirstOrDefault(workflow => workflow.Name == name);
        return plan?.Invoke(name)
            ?? throw new ArgumentException($"There is no recorded workflow '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
    }

    // Six stages one after the other; a function may be two stages, each with memory of its own.
    private static RecordedPlan SlappChain(string name) => Slapp(
        name, ["f4", "f2", "f1", "f6", "f2", "f4"], WorkflowShape.Series([.. Enumerable.Range(0, 6).Select(WorkflowShape.Call)]));

    private static RecordedPlan SlappGraph(string name) => Slapp(
        name,
        ["f4", "f1", "f2", "f6", "f4", "f2"],
        WorkflowShape.Series(
            WorkflowShape.Call(0),
            WorkflowShape.Parallel(WorkflowShape.Call(1), WorkflowShape.Series(WorkflowShape.Call(2), WorkflowShape.Call(3))),
            WorkflowShape.Parallel(WorkflowShape.Call(4), WorkflowShape.Call(5))));

    private static RecordedPlan Slapp(string name, string[] functions, WorkflowShape shape)
    {
        string[] stages = [.. functions.Select((function, i) => $"s{i + 1}-{function}")];
        return new RecordedPlan(
            name,
            [.. stages.Select(SlappLambda.Memory)],
            [.. functions.Select((function, i) => SlappLambda.Stage(stages[i], function, i))],
            shape);
    }

    private static RecordedPlan JolteonMl(string name) => JolteonWorkflow.Build(
        name,
        "jolteon/workflow_ML-pipeline.json",
        new JolteonProfile("jolteon/ML-Pipeline_profile.json.gz", [.. Sizes([1024], [8, 16, 32]), .. Sizes([1792, 3584, 5120, 6144, 7168], [4, 8, 16, 32])]));

    private static RecordedPlan JolteonVideo(string name) => JolteonWorkflow.Build(
        name,
        "jolteon/workflow_Video-analytics.json",
        new JolteonProfile("jolteon/Video-Analytics_profile.json.gz", Sizes([1792, 3584, 5120, 6144, 7168, 8960], [4, 8, 16, 32])));

    // The cuts take two fifths and four fifths of the video: of the parts that were measured, those that keep a cut busiest.
    private static RecordedPlan ChunkFuncVideo(string name, long video, (long First, long Second) cuts, long merged) => ChunkFunc(
        name,
        [
            ("validate", "validate-video", video), ("cut1", "cut-video", cuts.First),
            ("cut2", "cut-video", cuts.Second), ("merge", "merge-videos", merged),
        ],
        WorkflowShape.Series(WorkflowShape.Call(0), WorkflowShape.Parallel(WorkflowShape.Call(1), WorkflowShape.Call(2)), WorkflowShape.Call(3)));

    // The statistics of all lines need the log only, those of the successes the successes.
    private static RecordedPlan ChunkFuncLog(string name) => ChunkFunc(
        name,
        [
            ("validate", "validate-log", 100_449_280), ("successes", "extract-successes", 100_449_280),
            ("success-stats", "extract-success-stats", 21_569_326), ("basic-stats", "extract-basic-stats", 100_449_280),
        ],
        WorkflowShape.Series(
            WorkflowShape.Call(0),
            WorkflowShape.Parallel(WorkflowShape.Series(WorkflowShape.Call(1), WorkflowShape.Call(2)), WorkflowShape.Call(3))));

    private static RecordedPlan ChunkFunc(string name, (string Stage, string Function, long InputBytes)[] calls, WorkflowShape shape) => new(
        name,
        [.. calls.Select(call => ChunkFuncProfiles.Memory(call.Stage))],
        [.. calls.Select((call, i) => ChunkFuncProfiles.Stage(call.Stage, call.Function, call.InputBytes, i))],
        shape);

    private static ImmutableArray<(int MemoryMiB, int Functions)> Sizes(int[] memories, int[] functions) =>
        [.. memories.SelectMany(memory => functions, (memory, count) => (memory, count))];
}
