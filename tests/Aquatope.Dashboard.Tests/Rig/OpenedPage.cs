using System.Globalization;

namespace Aquatope.Dashboard.Tests;

/// <summary>How soon a page showed what somebody came for, and how smoothly it ran on.</summary>
/// <param name="FirstContentMs">For each time that it was opened anew, without a cache: from the start of the navigation until the content was painted, in order of time.</param>
/// <param name="FrameMs">The times between its frames while it was watched, in order of time.</param>
internal sealed record OpenedPage(double[] FirstContentMs, double[] FrameMs)
{
    private const int Opens = 15;

    /// <summary>Gets how many executions are to be stored for a measurement: what <c>AQUATOPE_STORED</c> says, or 100,000.</summary>
    public static int Stored { get; } = int.Parse(Environment.GetEnvironmentVariable("AQUATOPE_STORED") ?? "100000", CultureInfo.InvariantCulture);

    /// <summary>Opens a page several times, and watches it.</summary>
    /// <param name="url">The page.</param>
    /// <param name="content">Selects an element that is there only with real content.</param>
    /// <param name="watchMs">How long to watch it afterwards, in milliseconds.</param>
    public static Task<OpenedPage> MeasureAsync(Uri url, string content, int watchMs) =>
        Chromium.RunAsync<OpenedPage>("speed.mjs", new { chromium = Chromium.Path, url, content, opens = Opens, watchMs });

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"first content painted after {Median(FirstContentMs):0} ms in the median, {FirstContentMs[0]:0} to {FirstContentMs[^1]:0} ms of {FirstContentMs.Length}; frames every {Median(FrameMs):0.0} ms, 99 % within {FrameMs[(int)(0.99 * FrameMs.Length)]:0.0} ms, worst {FrameMs[^1]:0.0} ms.");

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];
}
