using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Builds a workflow of Jolteon: Zhang et al. (NSDI 2024), see <c>Data/jolteon</c>.</summary>
/// <remarks>
/// Two knobs for each stage: memory, and the number of functions that share its work; stages that are always one function
/// have the first only. A call takes the mean of the warm epochs, times a log-normal factor whose variance is that of the
/// logarithm between epochs, pooled over the stage. Before, it waits for one of the recorded starts (a third of them cold)
/// of the stage with as many functions, whatever their memory. All functions are billed for the execution, none for the wait.
/// A stage of one function reads what the functions of its parent wrote, so it also depends on their number; where that
/// was not measured the nearest number counts. A stage's own combination that was not measured is refused.
/// </remarks>
internal sealed class JolteonWorkflow
{
    // At the fastest configuration most of the time is fixed: more slack than this, and the smallest memory is enough.
    private const double Slack = 1.1;

    private readonly string _graphFile;
    private readonly JolteonProfile _profile;
    private readonly JsonElement _graph;
    private readonly List<Knob> _knobs = [];
    private readonly Dictionary<int, int> _functionsKnob = [];

    private JolteonWorkflow(string graphFile, JolteonProfile profile)
    {
        _graphFile = graphFile;
        _profile = profile;
        _graph = RecordedData.Json(graphFile);
    }

    /// <summary>Builds a workflow.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="graphFile">The file with its stages.</param>
    /// <param name="profile">What was measured.</param>
    /// <exception cref="RecordedDataException">The stages are no chain, or a file is not what is expected.</exception>
    public static RecordedPlan Build(string name, string graphFile, JolteonProfile profile)
    {
        var workflow = new JolteonWorkflow(graphFile, profile);
        int count = workflow._graph.GetProperty("num_stages").GetInt32();
        RecordedStage[] stages = [.. Enumerable.Range(0, count).Select(workflow.Stage)];
        var chain = WorkflowShape.Series([.. stages.Select((_, s) => WorkflowShape.Call(s))]);
        return new RecordedPlan(name, [.. workflow._knobs], [.. stages], chain) { Slack = Slack };
    }

    private RecordedStage Stage(int index)
    {
        JsonElement stage = _graph.GetProperty(index.ToString(CultureInfo.InvariantCulture));
        int[] parents = [.. stage.GetProperty("parents").EnumerateArray().Select(parent => parent.GetInt32())];
        if (index > 0 && !parents.Contains(index - 1))
        {
            throw new RecordedDataException(_graphFile, $"stage {index} does not follow stage {index - 1}: the stages are no chain.");
        }

        string name = stage.GetProperty("stage_name").GetString()!;
        bool parallel = !stage.TryGetProperty("allow_parallel", out JsonElement allow) || allow.GetString() != "false";
        ImmutableArray<JolteonRow> rows = _profile.Rows(name);
        int memory = _knobs.Count;
        _knobs.Add(Knob.Of($"{name}.memoryMiB", name, rows.Select(row => (double)row.MemoryMiB), logarithmic: true));
        if (parallel)
        {
            _functionsKnob[index] = _knobs.Count;
            _knobs.Add(Knob.Of($"{name}.functions", name, rows.Select(row => (double)row.Functions), logarithmic: true));
            return new RecordedStage(name, [memory, memory + 1], Behaviours(rows, row => [row.MemoryMiB, row.Functions], row => row.Functions));
        }

        // The parents that write in many pieces are those with many functions; the last of them is next in the chain.
        int writer = parents.Where(_functionsKnob.ContainsKey).DefaultIfEmpty(-1).Max();
        if (writer < 0)
        {
            return new RecordedStage(name, [memory], Behaviours(rows, row => [row.MemoryMiB], _ => 1));
        }

        // The number concerns two stages, so it is a knob of neither.
        Knob functions = _knobs[_functionsKnob[writer]];
        _knobs[_functionsKnob[writer]] = Knob.Of(functions.Name, null, functions.Choices, logarithmic: true);
        return new RecordedStage(name, [memory, _functionsKnob[writer]], Behaviours(Completed(rows), row => [row.MemoryMiB, row.Functions], _ => 1));
    }

    // Every memory with every number, the nearest (of equally near the smaller) where it was not measured.
    private static ImmutableArray<JolteonRow> Completed(ImmutableArray<JolteonRow> rows) =>
    [
        .. from memory in rows.Select(row => row.MemoryMiB).Distinct()
           from functions in rows.Select(row => row.Functions).Distinct().Order()
           let nearest = rows.Where(row => row.MemoryMiB == memory).MinBy(row => Math.Abs(Math.Log((double)row.Functions / functions)))!
           select nearest with { Functions = functions },
    ];

    private static Dictionary<Configuration, StageBehaviour> Behaviours(
        ImmutableArray<JolteonRow> rows, Func<JolteonRow, ImmutableArray<double>> key, Func<JolteonRow, int> billed)
    {
        IGrouping<Configuration, JolteonRow>[] groups = [.. rows.GroupBy(row => new Configuration(key(row)))];
        double deviation = PooledLogDeviation(groups.Select(group => group.SelectMany(row => row.ExecutionsMs)));
        ILookup<int, double> starts = rows.SelectMany(row => row.StartsMs, (row, start) => (Functions: billed(row), start))
            .ToLookup(item => item.Functions, item => item.start);
        return groups.ToDictionary(group => group.Key, group =>
        {
            JolteonRow first = group.First();
            double milliseconds = group.SelectMany(row => row.ExecutionsMs).Average();
            return new StageBehaviour
            {
                Runs = [new RecordedRun(milliseconds, billed(first) * LambdaPrices.Call(first.MemoryMiB, milliseconds))],
                WaitsMs = [.. starts[billed(first)]],
                LogDeviation = deviation,
                FixedCost = billed(first) * LambdaPrices.PerRequest,
            };
        });
    }

    private static double PooledLogDeviation(IEnumerable<IEnumerable<double>> repeats)
    {
        double squares = 0;
        int degrees = 0;
        foreach (IEnumerable<double> repeated in repeats)
        {
            double[] logs = [.. repeated.Select(time => Math.Log(time))];
            double mean = logs.Average();
            squares += logs.Sum(log => (log - mean) * (log - mean));
            degrees += logs.Length - 1;
        }

        return Math.Sqrt(squares / degrees);
    }
}
