using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Aquatope.Simulation;

/// <summary>Reads the tables that are embedded in this assembly.</summary>
internal static class RecordedData
{
    /// <summary>Reads rows of comma-separated values without quotes.</summary>
    /// <param name="file">The file's name within the data.</param>
    /// <param name="header">The first line that is expected; it gives the number of columns.</param>
    /// <param name="rows">How many rows are expected after it.</param>
    /// <param name="parse">Makes something of the cells of one row.</param>
    /// <exception cref="RecordedDataException">The file is missing, damaged, or not what is expected.</exception>
    public static List<T> Rows<T>(string file, string header, int rows, Func<string[], T> parse)
    {
        using Stream stream = Open(file);
        try
        {
            return Rows(file, new StreamReader(stream), header, rows, parse);
        }
        catch (InvalidDataException damage)
        {
            throw new RecordedDataException(file, $"it cannot be unpacked: {damage.Message}", damage);
        }
    }

    /// <summary>Reads rows of comma-separated values from a text.</summary>
    public static List<T> Rows<T>(string file, TextReader text, string header, int rows, Func<string[], T> parse)
    {
        if (text.ReadLine() is var first && first != header)
        {
            throw new RecordedDataException(file, $"the first line is '{first}', not '{header}'.");
        }

        int columns = header.Split(',').Length;
        var parsed = new List<T>(rows);
        while (text.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            string place = $"line {parsed.Count + 2}, '{line}',";
            try
            {
                parsed.Add(cells.Length == columns ? parse(cells) : throw new FormatException($"There are {cells.Length} cells, not {columns}."));
            }
            catch (Exception wrong) when (wrong is FormatException or OverflowException)
            {
                throw new RecordedDataException(file, $"{place} cannot be read: {wrong.Message}", wrong);
            }
        }

        return parsed.Count == rows ? parsed : throw new RecordedDataException(file, $"it has {parsed.Count} rows, not {rows}.");
    }

    /// <summary>Reads a JSON document.</summary>
    /// <exception cref="RecordedDataException">The file is missing or damaged.</exception>
    public static JsonElement Json(string file)
    {
        using Stream stream = Open(file);
        try
        {
            return JsonElement.Parse(new StreamReader(stream).ReadToEnd());
        }
        catch (Exception damage) when (damage is JsonException or InvalidDataException)
        {
            throw new RecordedDataException(file, $"it is no JSON: {damage.Message}", damage);
        }
    }

    /// <summary>Reads a number that is finite and not negative.</summary>
    public static double Measure(string cell) =>
        double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture) is var value && double.IsFinite(value) && value >= 0
            ? value
            : throw new FormatException($"'{cell}' is no measure.");

    private static Stream Open(string file)
    {
        Stream stream = typeof(RecordedData).Assembly.GetManifestResourceStream(file)
            ?? throw new RecordedDataException(file, "it is not in the assembly.");
        return file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }
}
