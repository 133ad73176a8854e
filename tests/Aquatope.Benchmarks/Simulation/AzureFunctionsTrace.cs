using System.Globalization;
using System.IO.Compression;

namespace Aquatope.Benchmarks.Simulation;

/// <summary>Reads the traces of Azure Functions 2019 that come with execution times and memory.</summary>
internal static class AzureFunctionsTrace
{
    private const int FirstDurationPercentile = 7;

    /// <summary>Reads the functions of a folder whose executions were recorded, in order of the file of calls.</summary>
    public static IReadOnlyList<TracedFunction> Read(string folder)
    {
        Dictionary<string, string[]> durations = Rows(folder, "durations", key: 2);
        Dictionary<string, string[]> memory = Rows(folder, "memory", key: 0);
        return
        [
            .. from row in Rows(folder, "invocations", key: 2)
               where durations.ContainsKey(row.Key) && memory.ContainsKey(row.Key)
               select new TracedFunction(
                   row.Key,
                   [.. row.Value.Skip(4).Select(Number)],
                   [.. durations[row.Key].Skip(FirstDurationPercentile).Select(Number)],
                   Number(memory[row.Key][4])),
        ];
    }

    private static Dictionary<string, string[]> Rows(string folder, string kind, int key)
    {
        string file = Directory.EnumerateFiles(folder, $"{kind}_*.csv.gz").Single();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        reader.ReadLine();
        var rows = new Dictionary<string, string[]>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            rows.Add(cells[key], cells);
        }

        return rows;
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}

/// <summary>One function of a trace.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CallsPerMinute">Calls in each minute.</param>
/// <param name="ExecutionMs">Execution time at <see cref="Percentiles"/>.</param>
/// <param name="MemoryMiB">Mean memory.</param>
internal sealed record TracedFunction(string Name, double[] CallsPerMinute, double[] ExecutionMs, double MemoryMiB)
{
    /// <summary>The percentiles of execution times that the trace gives.</summary>
    public static readonly double[] Percentiles = [0, 1, 25, 50, 75, 99, 100];
}
