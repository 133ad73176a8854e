using System.Globalization;

namespace Aquatope.Benchmarks;

/// <summary>The settings of a benchmark, from the command line.</summary>
internal sealed class BenchmarkSettings(IReadOnlyDictionary<string, string> options)
{
    public int Integer(string name, int fallback) =>
        options.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;

    public double Number(string name, double fallback) =>
        options.TryGetValue(name, out string? text) ? double.Parse(text, CultureInfo.InvariantCulture) : fallback;

    public string Text(string name, string fallback) => options.GetValueOrDefault(name, fallback);
}
