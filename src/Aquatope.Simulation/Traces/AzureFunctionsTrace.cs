using System.Collections.Immutable;
using System.Globalization;

namespace Aquatope.Simulation;

/// <summary>Eight hours of 255 functions of Azure Functions (Shahrad et al. 2020), with execution times and memory; see <c>Data/azure2019_8h</c>.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public static class AzureFunctionsTrace
{
    private const int Functions = 255;
    private const int FirstMinute = 480;
    private const int Minutes = 480;
    private const int FirstDurationPercentile = 7;
    private const string Durations = "HashOwner,HashApp,HashFunction,Average,Count,Minimum,Maximum,percentile_Average_0,percentile_Average_1,"
        + "percentile_Average_25,percentile_Average_50,percentile_Average_75,percentile_Average_99,percentile_Average_100";

    private const string Memory = "HashFunction,HashOwner,HashApp,SampleCount,AverageAllocatedMb,AverageAllocatedMb_pct1,AverageAllocatedMb_pct5,"
        + "AverageAllocatedMb_pct25,AverageAllocatedMb_pct50,AverageAllocatedMb_pct75,AverageAllocatedMb_pct95,AverageAllocatedMb_pct99,AverageAllocatedMb_pct100";

    private static readonly Lazy<ImmutableArray<TracedFunction>> All = new(Read);

    /// <summary>Gets when the load begins; the trace does not tell on which day, so the day is made up.</summary>
    public static DateTimeOffset Start { get; } = new(2019, 7, 15, FirstMinute / 60, 0, 0, TimeSpan.Zero);

    /// <summary>Gets the functions, in the order of the file of calls.</summary>
    /// <exception cref="RecordedDataException">The data of this assembly is damaged.</exception>
    public static ImmutableArray<TracedFunction> Load => All.Value;

    private static ImmutableArray<TracedFunction> Read()
    {
        string calls = "HashOwner,HashApp,HashFunction,Trigger," + string.Join(',', Enumerable.Range(FirstMinute, Minutes));
        Dictionary<string, ImmutableArray<double>> durations = RecordedData
            .Rows("azure2019_8h/durations_dev.csv.gz", Durations, Functions, cells => (Name: cells[2], Times: cells[FirstDurationPercentile..].Select(Number).ToImmutableArray()))
            .ToDictionary(row => row.Name, row => row.Times, StringComparer.Ordinal);
        Dictionary<string, double> memory = RecordedData
            .Rows("azure2019_8h/memory_dev.csv.gz", Memory, Functions, cells => (Name: cells[0], MiB: Number(cells[4])))
            .ToDictionary(row => row.Name, row => row.MiB, StringComparer.Ordinal);
        return
        [
            .. RecordedData.Rows("azure2019_8h/invocations_dev.csv.gz", calls, Functions, cells =>
                new TracedFunction(cells[2], [.. cells[4..].Select(Number)], durations[cells[2]], memory[cells[2]])),
        ];
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
