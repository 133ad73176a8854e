namespace Aquatope.TaskHub;

/// <summary>Bounds on what a hub accepts, keeps in memory and waits for.</summary>
public sealed record TaskHubLimits
{
    /// <summary>
    /// Gets the largest message that the hub receives, in bytes. Default: 64 MiB. A larger one is refused with
    /// <c>ResourceExhausted</c>.
    /// </summary>
    public int MaxMessageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// Gets the largest single payload (input, output, event, custom status), in UTF-16 characters. Default:
    /// 16 Mi. A larger one is refused with <c>InvalidArgument</c>.
    /// </summary>
    public int MaxPayloadChars { get; init; } = 16 * 1024 * 1024;

    /// <summary>Gets how many commands share one transaction at most. Default: 256.</summary>
    public int MaxBatch { get; init; } = 256;

    /// <summary>
    /// Gets how many bytes of history the hub keeps in memory to spare reads. Default: 256 MiB. Zero keeps none;
    /// history is then read from the database for each turn.
    /// </summary>
    public long HistoryCacheBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>
    /// Gets the size from which history is streamed to workers that can stream it, instead of sent within the
    /// work item, in bytes. Default: 1 MiB.
    /// </summary>
    public int HistoryStreamingBytes { get; init; } = 1024 * 1024;

    /// <summary>Gets the interval of health pings to workers. Default: 30 s.</summary>
    public TimeSpan HealthPingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets how long a stopping hub waits for workers to hand in what they hold. Default: 5 s. Zero does not
    /// wait; work not handed in is handed out again after the next start.
    /// </summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
