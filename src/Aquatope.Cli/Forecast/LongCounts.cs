using System.Globalization;
using Aquatope.Forecasting;

namespace Aquatope.Cli;

/// <summary>Reads rows <c>series,timestamp,value</c>, in any order; timestamps are ISO 8601, UTC unless they say otherwise, or Unix seconds.</summary>
/// <param name="file">The file, after its header.</param>
internal sealed class LongCounts(CountsFile file)
{
    private readonly Dictionary<string, List<Row>> _series = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly List<string> _notes = [];
    private long _bins;

    /// <summary>Reads the rows.</summary>
    /// <param name="header">The fields of the header.</param>
    /// <returns>The series.</returns>
    public CountsContent Read(string[] header)
    {
        if (header is not ["series", "timestamp", "value"])
        {
            throw file.Wrong($"the header must be 'series,timestamp,value', not '{string.Join(',', header.Take(4))}'");
        }

        while (file.Next() is { } line)
        {
            ReadRow(line);
        }

        return new CountsContent([.. _names.Select(name => new NamedSeries(name, Join(name, _series[name])))], _notes);
    }

    private static bool TryReadTime(string text, out long ticks)
    {
        ticks = 0;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
        {
            bool inRange = seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();
            ticks = inRange ? DateTimeOffset.FromUnixTimeSeconds(seconds).Ticks : 0;
            return inRange;
        }

        // Only what begins with a year is taken for a date: others would be guessed at.
        if (text.Length < 10 || text[4] != '-'
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time))
        {
            return false;
        }

        ticks = time.UtcTicks;
        return true;
    }

    // The commonest gap between neighbours; of several, the least.
    private static long CommonGap(List<Row> rows) => rows
        .Zip(rows.Skip(1), (before, after) => after.Ticks - before.Ticks)
        .CountBy(gap => gap)
        .OrderByDescending(pair => pair.Value)
        .ThenBy(pair => pair.Key)
        .First().Key;

    private void ReadRow(string line)
    {
        string[] fields = CsvLine.Fields(line);
        if (fields.Length != 3)
        {
            throw file.Wrong($"{fields.Length} fields where the header has 3");
        }

        string name = fields[0].Length > 0 ? fields[0] : throw file.Wrong("the series has no name");
        if (!TryReadTime(fields[1], out long ticks))
        {
            throw file.Wrong($"the timestamp is '{fields[1]}'; it must be like 2026-11-28T16:30:00Z, or Unix seconds");
        }

        if (!_series.TryGetValue(name, out List<Row>? rows))
        {
            _series.Add(name, rows = []);
            _names.Add(name);
        }

        rows.Add(new Row(ticks, file.Count(fields[2], "the value"), file.LineNumber));
        TakeRoom(1);
    }

    private CountSeries Join(string name, List<Row> rows)
    {
        rows.Sort((left, right) => (left.Ticks, left.Line).CompareTo((right.Ticks, right.Line)));
        foreach ((Row before, Row after) in rows.Zip(rows.Skip(1)))
        {
            if (after.Ticks == before.Ticks)
            {
                throw file.WrongAt(after.Line, $"series '{name}' has {Time(after)} twice, first in line {before.Line}");
            }
        }

        // The width of a single bin cannot be known, and does not matter: the series is too short for anything.
        TimeSpan width = rows.Count > 1 ? TimeSpan.FromTicks(CommonGap(rows)) : TimeSpan.FromMinutes(1);
        return new CountSeries(new DateTimeOffset(rows[0].Ticks, TimeSpan.Zero), width, Fill(name, rows, width));
    }

    private double[] Fill(string name, List<Row> rows, TimeSpan width)
    {
        long length = ((rows[^1].Ticks - rows[0].Ticks) / width.Ticks) + 1;
        TakeRoom(Math.Max(0, length - rows.Count));
        var counts = new double[length];
        foreach (Row row in rows)
        {
            (long bin, long rest) = Math.DivRem(row.Ticks - rows[0].Ticks, width.Ticks);
            counts[bin] = rest == 0
                ? row.Value
                : throw file.WrongAt(row.Line, $"{Time(row)} is no multiple of {width} after {Time(rows[0])}, the series' first, although that is the commonest step");
        }

        if (rows.Count < length)
        {
            _notes.Add($"Series '{name}' has no row for {length - rows.Count} of its {length} bins of {width}; they count as zero.");
        }

        return counts;
    }

    private static string Time(Row row) => new DateTime(row.Ticks, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFK", CultureInfo.InvariantCulture);

    private void TakeRoom(long bins)
    {
        _bins += bins;
        if (_bins > CountsFile.MostBins)
        {
            throw file.Wrong($"the rows so far, gaps among them, are more than {CountsFile.MostBins} bins, which is the most that fits; split the file by series");
        }
    }

    private readonly record struct Row(long Ticks, double Value, int Line);
}
