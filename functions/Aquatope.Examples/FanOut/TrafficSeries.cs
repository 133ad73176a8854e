using System.Globalization;

namespace Aquatope.Examples.FanOut;

/// <summary>Requests per minute to the web server of NASA's Kennedy Space Center, 1 to 28 July 1995.</summary>
/// <remarks>Thread-safe after construction.</remarks>
internal sealed class TrafficSeries
{
    public const int MinutesPerHour = 60;
    public const int MinutesPerDay = 24 * MinutesPerHour;

    private readonly int[] _requests = ExampleAssets.ReadLines("traffic/nasa-http-1995-july.csv.gz")
        .Skip(1)
        .Select(line => int.Parse(line, CultureInfo.InvariantCulture))
        .ToArray();

    public int Minutes => _requests.Length;

    public ReadOnlySpan<int> Part(TrafficPart part)
    {
        if (part.FirstMinute < 0 || part.Minutes < 1 || part.FirstMinute + part.Minutes > _requests.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(part), part, $"The part must lie within the {_requests.Length} minutes of the series.");
        }

        return _requests.AsSpan(part.FirstMinute, part.Minutes);
    }
}
