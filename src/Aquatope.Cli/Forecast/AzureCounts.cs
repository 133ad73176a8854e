using System.Globalization;
using Aquatope.Forecasting;

namespace Aquatope.Cli;

/// <summary>Reads rows <c>HashFunction,Day,1..1440</c>: one row per function and day, in any order.</summary>
/// <param name="file">The file, after its header.</param>
internal sealed class AzureCounts(CountsFile file)
{
    private const int MinutesPerDay = 1440;
    private const int LastDay = 36_500;

    // Day 1 of the trace was a Monday: 15 July 2019.
    private static readonly DateTimeOffset FirstDay = new(2019, 7, 15, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, SortedDictionary<int, Row>> _functions = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private long _bins;

    /// <summary>Reads the rows.</summary>
    /// <param name="header">The fields of the header.</param>
    /// <returns>One series per function.</returns>
    public CountsContent Read(string[] header)
    {
        if (header is not ["HashFunction", "Day", ..] || header.Length != MinutesPerDay + 2)
        {
            throw file.Wrong($"the header must be 'HashFunction,Day,1,2,…,{MinutesPerDay}'; it has {header.Length} columns and begins with '{string.Join(',', header.Take(2))}'");
        }

        while (file.Next() is { } line)
        {
            ReadRow(line);
        }

        var notes = new List<string>();
        return new CountsContent([.. _names.Select(name => new NamedSeries(name, Join(name, _functions[name], notes)))], notes);
    }

    private void ReadRow(string line)
    {
        string[] fields = CsvLine.Fields(line);
        if (fields.Length != MinutesPerDay + 2)
        {
            throw file.Wrong($"{fields.Length} fields where the header has {MinutesPerDay + 2}");
        }

        string name = fields[0].Length > 0 ? fields[0] : throw file.Wrong("the function has no name");
        if (!int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out int day) || day is < 1 or > LastDay)
        {
            throw file.Wrong($"the day is '{fields[1]}'; it must be a whole number from 1 to {LastDay}");
        }

        if (!_functions.TryGetValue(name, out SortedDictionary<int, Row>? days))
        {
            _functions.Add(name, days = []);
            _names.Add(name);
        }

        var counts = new double[MinutesPerDay];
        for (int minute = 0; minute < counts.Length; minute++)
        {
            counts[minute] = file.Count(fields[minute + 2], $"minute {minute + 1}");
        }

        if (!days.TryAdd(day, new Row(file.LineNumber, counts)))
        {
            throw file.Wrong($"function '{name}' has day {day} twice, first in line {days[day].Line}");
        }

        TakeRoom(MinutesPerDay);
    }

    private CountSeries Join(string name, SortedDictionary<int, Row> days, List<string> notes)
    {
        int first = days.Keys.First();
        int length = days.Keys.Last() - first + 1;
        TakeRoom((length - days.Count) * (long)MinutesPerDay);
        var counts = new double[length * MinutesPerDay];
        foreach ((int day, Row row) in days)
        {
            row.Counts.CopyTo(counts, (day - first) * MinutesPerDay);
        }

        // The trace has no row for a day on which a function was not invoked.
        if (days.Count < length)
        {
            notes.Add($"Function '{name}' has rows for {days.Count} of the days {first} to {days.Keys.Last()}; the others count as days without invocations.");
        }

        return new CountSeries(FirstDay.AddDays(first - 1), TimeSpan.FromMinutes(1), counts);
    }

    private void TakeRoom(long bins)
    {
        _bins += bins;
        if (_bins > CountsFile.MostBins)
        {
            throw file.Wrong($"the days so far, gaps among them, have more than {CountsFile.MostBins} minutes, which is the most that fits; split the file by functions");
        }
    }

    private readonly record struct Row(int Line, double[] Counts);
}
