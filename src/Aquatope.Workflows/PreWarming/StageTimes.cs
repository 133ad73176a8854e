namespace Aquatope.Workflows;

/// <summary>How long a stage takes.</summary>
/// <param name="Service">Mean time that an execution occupies a worker; null before one has been seen.</param>
/// <param name="StartUp">Mean time that a worker takes to start; null before a cold start has been seen.</param>
internal sealed record StageTimes(TimeSpan? Service, TimeSpan? StartUp)
{
    // A mean over about the last fifty executions: recent enough to follow a change of configuration.
    private const double Forgetting = 0.02;

    /// <summary>Takes note of an execution.</summary>
    /// <param name="service">How long it took.</param>
    /// <param name="coldStart">How long it waited for a worker to start; zero: not at all.</param>
    /// <returns>The new means.</returns>
    public StageTimes With(TimeSpan service, TimeSpan coldStart) => new(
        Smooth(Service, service > TimeSpan.Zero ? service : TimeSpan.FromTicks(1)), coldStart > TimeSpan.Zero ? Smooth(StartUp, coldStart) : StartUp);

    private static TimeSpan Smooth(TimeSpan? mean, TimeSpan value) => mean is { } old ? old + ((value - old) * Forgetting) : value;
}
