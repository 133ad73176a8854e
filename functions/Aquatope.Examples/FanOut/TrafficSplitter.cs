namespace Aquatope.Examples.FanOut;

/// <summary>Cuts a query into parts of whole hours.</summary>
internal static class TrafficSplitter
{
    private const int HoursPerDay = 24;

    public static TrafficPlan Split(TrafficQuery query)
    {
        int hours = query.Days * HoursPerDay;
        if (query.Parts < 1 || query.Parts > hours)
        {
            throw new ArgumentOutOfRangeException(
                nameof(query), query, $"The number of parts must lie between 1 and {hours}, the hours of the query.");
        }

        int firstHour = query.FirstDay * HoursPerDay;
        var parts = new TrafficPart[query.Parts];
        for (int i = 0; i < parts.Length; i++)
        {
            int from = firstHour + (hours * i / parts.Length);
            int to = firstHour + (hours * (i + 1) / parts.Length);
            parts[i] = new TrafficPart(from * TrafficSeries.MinutesPerHour, (to - from) * TrafficSeries.MinutesPerHour);
        }

        return new TrafficPlan(parts);
    }
}
