namespace Aquatope.Tuning;

/// <summary>The scale on which idle times are counted: bins that grow by a fifth each, from a quarter of a second to three hours.</summary>
internal static class IdleTimeScale
{
    /// <summary>The number of bins; the last one takes all that is longer.</summary>
    public const int Bins = 60;

    private const double FirstSeconds = 0.25;
    private const double Ratio = 1.2;
    private static readonly double[] Ends = [.. Enumerable.Range(0, Bins).Select(bin => FirstSeconds * Math.Pow(Ratio, bin))];

    /// <summary>Returns the bin of an idle time.</summary>
    /// <param name="idle">The time; not negative.</param>
    public static int BinOf(TimeSpan idle) => idle.TotalSeconds <= FirstSeconds
        ? 0
        : Math.Min(Bins - 1, (int)Math.Ceiling(Math.Log(idle.TotalSeconds / FirstSeconds) / Math.Log(Ratio)));

    /// <summary>Returns where a bin begins, in seconds.</summary>
    public static double Begin(int bin) => bin == 0 ? 0 : Ends[bin - 1];

    /// <summary>Returns where a bin ends, in seconds.</summary>
    public static double End(int bin) => Ends[bin];
}
