namespace Aquatope.Examples.FanOut;

/// <summary>Which days of web traffic to analyse, and in how many parts.</summary>
/// <param name="FirstDay">The first day; 0 is 1 July 1995.</param>
/// <param name="Days">The number of days; at least 1.</param>
/// <param name="Parts">The number of parts, which is the width of the fan-out; 1 to 24 per day.</param>
public sealed record TrafficQuery(int FirstDay, int Days, int Parts);

/// <summary>A run of minutes.</summary>
/// <param name="FirstMinute">The first minute; 0 is midnight of 1 July 1995.</param>
/// <param name="Minutes">The number of minutes.</param>
public sealed record TrafficPart(int FirstMinute, int Minutes);

/// <summary>The parts of a query, in order of time, without gaps.</summary>
/// <param name="Parts">The parts.</param>
public sealed record TrafficPlan(IReadOnlyList<TrafficPart> Parts);

/// <summary>A minute far above the minutes around it.</summary>
/// <param name="Minute">The minute.</param>
/// <param name="Requests">The requests in that minute.</param>
/// <param name="Score">How many scaled median absolute deviations above the median of the window.</param>
public sealed record TrafficSpike(int Minute, int Requests, double Score);

/// <summary>The hour that is least like any other hour of its part.</summary>
/// <param name="FirstMinute">The hour's first minute.</param>
/// <param name="Distance">The z-normalised Euclidean distance to the most similar hour.</param>
public sealed record TrafficDiscord(int FirstMinute, double Distance);

/// <summary>What was found in one part.</summary>
/// <param name="Part">The part.</param>
/// <param name="Requests">All requests of the part.</param>
/// <param name="RequestsByHour">The requests of each hour of the day, 24 sums.</param>
/// <param name="Spikes">The highest spikes, highest score first.</param>
/// <param name="Discord">The most unusual hour.</param>
public sealed record TrafficFindings(
    TrafficPart Part,
    long Requests,
    IReadOnlyList<long> RequestsByHour,
    IReadOnlyList<TrafficSpike> Spikes,
    TrafficDiscord Discord);

/// <summary>What the workflow gives back.</summary>
/// <param name="Requests">All requests.</param>
/// <param name="BusiestHour">The hour of the day with the most requests, 0 to 23.</param>
/// <param name="Spikes">The highest spikes of all parts, highest score first.</param>
/// <param name="Discord">The most unusual hour of all parts.</param>
/// <param name="Demand">The rate that is exceeded in one minute of a thousand.</param>
public sealed record TrafficReport(
    long Requests,
    int BusiestHour,
    IReadOnlyList<TrafficSpike> Spikes,
    TrafficDiscord Discord,
    DemandEstimate Demand);

/// <summary>A quantile of demand with its 95 % confidence interval.</summary>
/// <param name="RequestsPerMinute">The estimate.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public sealed record DemandEstimate(int RequestsPerMinute, int Low, int High);
