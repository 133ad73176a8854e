namespace Aquatope.TaskHub.Engine;

/// <summary>How much a worker receives in one message.</summary>
internal static class MessageSize
{
    /// <summary>What every gRPC client receives unless it was told otherwise; the Python and .NET workers are not.</summary>
    public const int Usual = 4 * 1024 * 1024;

    private const int Wanted = Usual - (256 * 1024);

    /// <summary>Returns as many events as fit, oldest first and at least one; the rest has its turn later.</summary>
    /// <param name="events">The events.</param>
    /// <param name="beside">The bytes of what is in the message anyway.</param>
    public static IEnumerable<(long Sequence, HistoryEvent Event)> Fitting(IEnumerable<(long Sequence, HistoryEvent Event)> events, long beside)
    {
        // Where nothing fits beside the rest, small portions would only multiply the messages that are too large.
        long room = beside < Wanted ? Wanted - beside : Wanted;
        long used = 0;
        foreach ((long Sequence, HistoryEvent Event) item in events)
        {
            int bytes = item.Event.CalculateSize();
            if (used > 0 && used + bytes > room)
            {
                yield break;
            }

            used += bytes;
            yield return item;
        }
    }
}
