namespace Aquatope.Local;

/// <summary>Stands in where the system does not tell how busy it is: no execution is then known to be contended.</summary>
internal sealed class UnknownLoad : IMachineLoad
{
    /// <inheritdoc/>
    public double Processors { get; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public TimeSpan? BusyBetween(long from, long to) => null;

    /// <inheritdoc/>
    public Task NextSampleAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
