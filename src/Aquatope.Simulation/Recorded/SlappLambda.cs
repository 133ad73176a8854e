using System.Globalization;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Functions measured on AWS Lambda at 46 memory sizes, 100 runs each: Lin and Khazaei (2021), see <c>Data/slapp_lambda</c>.</summary>
/// <remarks>A call draws one of the runs; its cost is the time that was billed, in steps of 100 ms, at AWS's price.</remarks>
internal static class SlappLambda
{
    private const string File = "slapp_lambda/functions_46mem_x100.csv.gz";
    private const int Rows = 18_400;
    private const int RunsEach = 100;

    private static readonly Lazy<Dictionary<string, Dictionary<Configuration, StageBehaviour>>> Functions = new(Read);

    /// <summary>Returns a stage that runs one of the functions.</summary>
    /// <param name="name">The stage's name.</param>
    /// <param name="function">The function: f1, f2, f4 or f6.</param>
    /// <param name="knob">The index of its memory among the workflow's knobs.</param>
    public static RecordedStage Stage(string name, string function, int knob) => new(name, [knob], Functions.Value[function]);

    /// <summary>Returns the memory of a stage.</summary>
    /// <param name="stage">The stage's name.</param>
    public static Knob Memory(string stage) =>
        Knob.Of($"{stage}.memoryMiB", stage, Functions.Value["f1"].Keys.Select(memory => memory[0]), logarithmic: true);

    private static Dictionary<string, Dictionary<Configuration, StageBehaviour>> Read()
    {
        var runs = RecordedData.Rows(File, "Function,Memory Size,Max Memory Used,Duration,Billed Duration", Rows, cells =>
        {
            int memory = int.Parse(cells[1], CultureInfo.InvariantCulture);
            double billed = RecordedData.Measure(cells[4]);
            return (Function: cells[0], Memory: memory, Run: new RecordedRun(RecordedData.Measure(cells[3]), LambdaPrices.Call(memory, billed)));
        });
        return runs.GroupBy(run => run.Function, StringComparer.Ordinal).ToDictionary(
            function => function.Key,
            function => function.GroupBy(run => run.Memory).ToDictionary(
                size => new Configuration([size.Key]), size => Behaviour(function.Key, size.Key, [.. size.Select(run => run.Run)])),
            StringComparer.Ordinal);
    }

    private static StageBehaviour Behaviour(string function, int memory, RecordedRun[] runs) => runs.Length == RunsEach
        ? new StageBehaviour { Runs = [.. runs] }
        : throw new RecordedDataException(File, $"{function} with {memory} MB has {runs.Length} runs, not {RunsEach}.");
}
