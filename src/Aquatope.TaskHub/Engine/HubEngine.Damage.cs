using Aquatope.TaskHub.Storage;
using Microsoft.Extensions.Logging;

namespace Aquatope.TaskHub.Engine;

/// <content>What happens when the database turns out to be damaged while the hub runs.</content>
internal sealed partial class HubEngine
{
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskHubDatabaseException? _damage;

    /// <summary>Gets what fails when the database turns out to be damaged.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>Stops for good, because somebody who reads the database has found it damaged.</summary>
    public void ReportDamage(Exception cause)
    {
        try
        {
            _commands.Add(new Command<bool>(() => throw cause));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ObjectDisposedException)
        {
            // The hub is stopping anyway.
        }
    }

    /// <summary>
    /// Stops for good if an error means that the database is damaged: whatever were done or written from here on could
    /// contradict what can no longer be read.
    /// </summary>
    /// <returns>Whether it does.</returns>
    private bool StopIfDamaged(Exception exception)
    {
        if (_damage is not null || !HubDatabase.IsDamage(exception))
        {
            return _damage is not null;
        }

        _damage = _database.Damaged(exception);
        LogDamaged(_damage.Message);
        _context.Store.LeaveAsIs();
        _timers.Clear();
        foreach (HubState hub in _hubs.Values)
        {
            hub.Work.Stopped = true;
            hub.FailWaiters(HubError.Damaged(_damage));
            foreach (WorkerStream stream in hub.Work.Streams)
            {
                stream.Complete();
            }
        }

        _drained?.TrySetResult();
        _stopped.TrySetException(_damage);
        return true;
    }

    [LoggerMessage(EventId = 3, Level = LogLevel.Critical, Message = "The task hub has stopped: {Reason}")]
    private partial void LogDamaged(string reason);
}
