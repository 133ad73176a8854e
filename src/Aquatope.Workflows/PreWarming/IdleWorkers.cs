using System.Text.Json.Serialization;

namespace Aquatope.Workflows;

/// <summary>How long production keeps workers of a stage idle for each of its calls, over about the last day.</summary>
/// <param name="SlotSeconds">For how many seconds a call could have begun at once, at each place of each worker that was idle or starting.</param>
/// <param name="Calls">The calls in that time.</param>
/// <param name="Watched">For how long pools have been watched.</param>
internal sealed record IdleWorkers(double SlotSeconds, double Calls, TimeSpan Watched)
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    // In its first minutes a program's workers are idle because it begins, which tells nothing of the load.
    private static readonly TimeSpan LeastWatched = TimeSpan.FromHours(1);

    /// <summary>Gets what is known before anything was watched.</summary>
    public static IdleWorkers None { get; } = new(0, 0, TimeSpan.Zero);

    /// <summary>Gets the idle time for each call, or null while too little was seen.</summary>
    [JsonIgnore]
    public TimeSpan? PerCall => Watched >= LeastWatched && Calls >= 1 ? TimeSpan.FromSeconds(SlotSeconds / Calls) : null;

    /// <summary>Takes note of an interval.</summary>
    /// <param name="length">How long it was.</param>
    /// <param name="slots">How many calls could have begun at once on idle or starting workers at its end.</param>
    /// <param name="calls">The calls that were reported in it.</param>
    /// <returns>What is known from then on.</returns>
    public IdleWorkers With(TimeSpan length, int slots, double calls)
    {
        double kept = Math.Exp(-length / Memory);
        return new IdleWorkers((kept * SlotSeconds) + (slots * length.TotalSeconds), (kept * Calls) + calls, Watched + length);
    }
}
