using System.Globalization;
using System.IO.Compression;
using Aquatope.Forecasting;

namespace Aquatope.Benchmarks.Forecasting;

/// <summary>Reads the traces of Azure Functions 2019: one row per function and day, a count per minute.</summary>
internal static class AzureTrace
{
    // The trace's first day is a Monday.
    private static readonly DateTimeOffset FirstDay = new(2019, 7, 15, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads every trace of a folder.</summary>
    public static IReadOnlyList<(string Name, CountSeries Counts)> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.csv.gz").Order(StringComparer.Ordinal).SelectMany(ReadFile)];

    private static IEnumerable<(string Name, CountSeries Counts)> ReadFile(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var rows = new List<(string Name, int Day, double[] Counts)>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            rows.Add((cells[0][..8], int.Parse(cells[1], CultureInfo.InvariantCulture), [.. cells.Skip(2).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))]));
        }

        return
        [
            .. from row in rows
               group row by row.Name into function
               orderby function.Key
               let days = function.OrderBy(row => row.Day).ToArray()
               select (function.Key, new CountSeries(FirstDay.AddDays(days[0].Day - 1), TimeSpan.FromMinutes(1), [.. days.SelectMany(day => day.Counts)])),
        ];
    }
}
