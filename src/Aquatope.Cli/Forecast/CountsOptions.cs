using System.CommandLine;

namespace Aquatope.Cli;

/// <summary>The options of commands that read counts.</summary>
internal static class CountsOptions
{
    private const double MostDays = 36_500;

    private static readonly Dictionary<string, CountsFormat> Formats = new(StringComparer.Ordinal)
    {
        ["azure2019"] = CountsFormat.Azure2019,
        ["long"] = CountsFormat.Long,
    };

    /// <summary>Makes the option that names the file.</summary>
    public static Option<string> File() => new("--counts") { Description = "A CSV file of counts, plain or gzip.", HelpName = "FILE", Required = true };

    /// <summary>Makes the option that names the layout.</summary>
    public static Option<string?> Format() => new("--format")
    {
        Description = "'azure2019': rows HashFunction,Day,1..1440. 'long': rows series,timestamp,value. Default: what the header says.",
        HelpName = "azure2019|long",
    };

    /// <summary>Reads the layout.</summary>
    /// <exception cref="UsageException">There is no such layout.</exception>
    public static CountsFormat? FormatOf(string? format) => format is null
        ? null
        : Formats.TryGetValue(format, out CountsFormat known)
            ? known
            : throw new UsageException($"--format: there is no '{format}'. There are: {string.Join(", ", Formats.Keys)}.");

    /// <summary>Checks a number of days.</summary>
    /// <exception cref="UsageException">It is out of range.</exception>
    public static double? DaysOf(double? days) => days is null or (> 0 and <= MostDays)
        ? days
        : throw new UsageException(FormattableString.Invariant($"--train-days: expected days from above 0 to {MostDays}, not {days}."));
}
