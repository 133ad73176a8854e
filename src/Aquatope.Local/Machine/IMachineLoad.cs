namespace Aquatope.Local;

/// <summary>How busy this machine's processors were.</summary>
/// <threadsafety>Implementations are safe for concurrent use.</threadsafety>
internal interface IMachineLoad
{
    /// <summary>Gets the number of processors.</summary>
    double Processors { get; }

    /// <summary>Returns the processor time used on the machine between two moments, estimated from samples.</summary>
    /// <param name="from">A monotonic timestamp.</param>
    /// <param name="to">A later one.</param>
    /// <returns>The processor time of all processes, or null where the samples do not reach or the system does not tell.</returns>
    TimeSpan? BusyBetween(long from, long to);

    /// <summary>Waits for the next sample.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Completes when there is one.</returns>
    Task NextSampleAsync(CancellationToken cancellationToken);
}
