using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Local;

/// <summary>
/// Lets one trial run at a time, and that only once the machine has been idle enough for its hungriest stage. On a machine
/// that is never so idle a trial begins after a while all the same: what it measures under contention is marked as such.
/// </summary>
internal sealed class TrialAdmission(IMachineLoad load, TimeProvider timeProvider) : ITrialAdmission, IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // A worker rarely uses all of its share all the time.
    private const double Room = 0.75;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <inheritdoc/>
    public async Task<IDisposable> AdmitAsync(WorkflowConfiguration configuration, CancellationToken cancellationToken)
    {
        double needed = Room * Math.Min(configuration.Stages.Values.Max(stage => stage.Cpu), load.Processors / 2);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            long began = timeProvider.GetTimestamp();
            while (IdleProcessors() < needed && timeProvider.GetElapsedTime(began) < Patience)
            {
                await load.NextSampleAsync(cancellationToken);
            }

            return new Turn(_turn);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private double IdleProcessors()
    {
        long now = timeProvider.GetTimestamp();
        long then = now - (long)(Window.TotalSeconds * timeProvider.TimestampFrequency);
        return load.BusyBetween(then, now) is { } busy ? load.Processors - (busy / Window) : load.Processors;
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private int _given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _given, 1) == 0)
            {
                turn.Release();
            }
        }
    }
}
