namespace Aquatope.Workflows;

/// <summary>What is known of a stage's demand, as it is stored.</summary>
internal sealed record DemandDocument
{
    /// <summary>Gets the end of the reports that it covers.</summary>
    public required DateTimeOffset Through { get; init; }

    /// <summary>Gets the start of the first interval.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets the width of an interval.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>Gets the calls in each interval, oldest first.</summary>
    public required int[] Counts { get; init; }

    /// <summary>Gets how long the stage takes.</summary>
    public required StageTimes Times { get; init; }

    /// <summary>Gets how long workers are idle for a call, or null where the document is older than that.</summary>
    public IdleWorkers? Idle { get; init; }
}
