using System.Text.Json.Serialization;

namespace Aquatope.Workflows;

/// <summary>How well a method foresaw a stage's calls in production on one day.</summary>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Method">The method that made the forecasts.</param>
internal sealed record ForecastAccuracy(DateOnly Day, string Method)
{
    /// <summary>Gets how many intervals were forecast.</summary>
    public int Intervals { get; init; }

    /// <summary>Gets the sum of their continuous ranked probability scores, in calls.</summary>
    public double Crps { get; init; }

    /// <summary>Gets the sum of the absolute errors of the median, in calls.</summary>
    public double AbsoluteError { get; init; }

    /// <summary>Gets how many calls there were.</summary>
    public double Calls { get; init; }

    /// <summary>Gets in how many intervals the calls lay between the 5th and the 95th percentile, bounds included.</summary>
    public int Covered { get; init; }

    /// <summary>Gets the share of intervals that lay within; 0.9 or more is meant, as counts are whole.</summary>
    [JsonIgnore]
    public double Coverage => Intervals == 0 ? 0 : (double)Covered / Intervals;
}
