using System.Globalization;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Functions measured at 159 memory sizes: ChunkFunc, Pusztai and Nastic (2024), see <c>Data/chunkfunc</c>.</summary>
/// <remarks>
/// The table has means only. A call multiplies its mean by a log-normal factor with mean one and a coefficient of
/// variation of 10 %, which is this project's assumption. It is billed by the millisecond at AWS's price.
/// </remarks>
internal static class ChunkFuncProfiles
{
    private const string File = "chunkfunc/aws_profiles.csv.gz";
    private const int Rows = 4_611;
    private const double Variation = 0.1;

    private static readonly Lazy<ILookup<(string Function, long InputBytes), (int Memory, StageBehaviour Behaviour)>> Functions = new(Read);

    /// <summary>Returns a stage that runs one of the functions on an input.</summary>
    /// <param name="name">The stage's name.</param>
    /// <param name="function">The function.</param>
    /// <param name="inputBytes">The size of its input, one of those measured.</param>
    /// <param name="knob">The index of its memory among the workflow's knobs.</param>
    public static RecordedStage Stage(string name, string function, long inputBytes, int knob)
    {
        Dictionary<Configuration, StageBehaviour> behaviours =
            Functions.Value[(function, inputBytes)].ToDictionary(row => new Configuration([row.Memory]), row => row.Behaviour);
        return behaviours.Count > 0
            ? new RecordedStage(name, [knob], behaviours)
            : throw new RecordedDataException(File, $"there is no {function} with {inputBytes} bytes.");
    }

    /// <summary>Returns the memory of a stage: every size that the table has for any function.</summary>
    /// <param name="stage">The stage's name.</param>
    public static Knob Memory(string stage) =>
        Knob.Of($"{stage}.memoryMiB", stage, Functions.Value.SelectMany(rows => rows).Select(row => (double)row.Memory), logarithmic: true);

    private static ILookup<(string Function, long InputBytes), (int Memory, StageBehaviour Behaviour)> Read() => RecordedData.Rows(
        File,
        "function,memory_mib,cpu_millicores,input_bytes,exec_time_ms,exec_cost_usd,status",
        Rows,
        cells =>
        {
            int memory = int.Parse(cells[1], CultureInfo.InvariantCulture);
            double milliseconds = RecordedData.Measure(cells[4]);
            StageOutcome outcome = Outcome(cells[6]);
            return (Key: (cells[0], long.Parse(cells[3], CultureInfo.InvariantCulture)), Row: (memory, new StageBehaviour
            {
                Runs = [new RecordedRun(milliseconds, LambdaPrices.Call(memory, milliseconds))],
                LogDeviation = outcome == StageOutcome.Completed ? Math.Sqrt(Math.Log(1 + (Variation * Variation))) : 0,
                FixedCost = LambdaPrices.PerRequest,
                Outcome = outcome,
            }));
        }).ToLookup(item => item.Key, item => item.Row);

    // 504 came after 120 s, whatever the memory; 500 and 502 came early, and never above 768 MiB.
    private static StageOutcome Outcome(string status) => status switch
    {
        "200" => StageOutcome.Completed,
        "504" => StageOutcome.Failed,
        "500" or "502" => StageOutcome.OutOfMemory,
        _ => throw new FormatException($"The status '{status}' is none of 200, 500, 502 and 504."),
    };
}
