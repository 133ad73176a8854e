using System.Collections.Concurrent;
using Aquatope.TaskHub.Storage;
using Microsoft.Extensions.Logging;

namespace Aquatope.TaskHub.Engine;

/// <summary>
/// The one thread that changes anything. It takes commands in groups, executes each, commits the group, and only then
/// answers and hands out work.
/// </summary>
internal sealed partial class HubEngine : IDisposable
{
    private readonly BlockingCollection<Command> _commands = [];
    private readonly Dictionary<string, HubState> _hubs = new(StringComparer.OrdinalIgnoreCase);
    private readonly EngineContext _context;
    private readonly TimerHeap _timers;
    private readonly ILogger _logger;
    private readonly HubDatabase _database;
    private readonly bool _createHubs;
    private readonly Thread _thread;
    private readonly EngineRecovery _recovery;
    private Exception? _broken;
    private readonly List<(WorkEntry Entry, string? Token)> _awaited = [];
    private TaskCompletionSource? _drained;

    public HubEngine(HubDatabase database, HubStore store, TaskHubServerOptions options)
    {
        _database = database;
        _context = new EngineContext(store, options.TimeProvider, options.Limits);
        _logger = options.LoggerFactory.CreateLogger<HubEngine>();
        _createHubs = options.CreateHubsOnFirstUse;
        _timers = new TimerHeap(options.TimeProvider, Wake);
        Entities = new Entities(_context, _timers, () => Orchestrations!);
        Orchestrations = new Orchestrations(_context, _timers, Entities);
        _recovery = new EngineRecovery(_context, Orchestrations, Entities);
        _recovery.Run(_hubs);
        _thread = new Thread(Run) { IsBackground = true, Name = "task hub" };
    }

    public Orchestrations Orchestrations { get; }

    public Entities Entities { get; }

    public void Start() => _thread.Start();

    /// <summary>Executes something on the engine's thread; it is answered when it is committed.</summary>
    public Task<T> RunAsync<T>(Func<T> command) => Add(new Command<T>(command));

    /// <summary>Asks something on the engine's thread, after what came before is committed and handed out.</summary>
    public Task<T> AskAsync<T>(Func<T> question) => Add(new Question<T>(question));

    /// <summary>Stops handing out work, and returns what ends when workers have handed in all that they hold.</summary>
    public Task<Task> DrainAsync() => RunAsync(() =>
    {
        foreach (HubState hub in _hubs.Values)
        {
            hub.Work.Stopped = true;
            _awaited.AddRange(hub.Work.Held);
            foreach (WorkerStream stream in hub.Work.Streams)
            {
                stream.Complete();
            }

            hub.FailWaiters(HubError.Stopping());
        }

        return (_drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    });

    public void Dispose()
    {
        _commands.CompleteAdding();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _timers.Dispose();
        _context.Store.Dispose();
        _commands.Dispose();
    }

    private Task<T> Add<T>(Command<T> pending)
    {
        try
        {
            _commands.Add(pending);
        }
        catch (InvalidOperationException)
        {
            throw HubError.Stopping();
        }

        return pending.Answer;
    }

    private void Wake()
    {
        try
        {
            _commands.Add(new Command<bool>(() =>
            {
                _timers.Fired();
                return true;
            }));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ObjectDisposedException)
        {
            // The hub is stopping; the timer fires after the next start.
        }
    }

    private void Run()
    {
        var group = new List<Command>(_context.Limits.MaxBatch);
        while (_commands.TryTake(out Command? first, Timeout.Infinite))
        {
            group.Add(first);
            while (group.Count < _context.Limits.MaxBatch && _commands.TryTake(out Command? next))
            {
                group.Add(next);
            }

            Execute(group);
            group.Clear();
        }
    }

    private void Execute(List<Command> group)
    {
        if (_damage is not null)
        {
            group.ForEach(command => command.Fail(HubError.Damaged(_damage)));
            return;
        }

        try
        {
            if (_broken is not null)
            {
                Reload();
            }

            foreach (Command command in group)
            {
                command.Execute();
            }

            long now = _context.Now.UtcTicks;
            while (_timers.TakeDue(now) is { } due)
            {
                if (due.Wanted())
                {
                    due.Run();
                }
            }

            _context.Store.Commit();
        }
#pragma warning disable CA1031 // Whatever fails here, nothing was committed and every caller must hear of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(group, exception);
            return;
        }

        HandOut();
        foreach (Command command in group)
        {
            command.Finish();
        }
    }

    /// <summary>Does what follows from a commit. What fails here is no fault of the commands, which are committed.</summary>
    private void HandOut()
    {
        try
        {
            _context.Committed();
            foreach (HubState hub in _hubs.Values)
            {
                hub.Work.Pump();
            }

            _timers.Arm();
            if (_drained is not null && _awaited.TrueForAll(held => held.Entry.Token != held.Token))
            {
                _drained.TrySetResult();
            }
        }
#pragma warning disable CA1031 // An unreadable row must not end the process; the hub refuses calls from here on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!StopIfDamaged(exception))
            {
                LogFailed(exception);
                _broken = exception;
            }
        }
    }

    /// <summary>Takes a group back. Memory may contradict the store now, so that it is read anew before anything else is done.</summary>
    private void Fail(List<Command> group, Exception exception)
    {
        if (StopIfDamaged(exception))
        {
            group.ForEach(command => command.Fail(HubError.Damaged(_damage!)));
            return;
        }

        LogFailed(exception);
        _broken = exception;
        try
        {
            _context.Store.Rollback();
            Reload();
        }
#pragma warning disable CA1031 // The store may be gone; the next command tries again.
        catch (Exception again)
#pragma warning restore CA1031
        {
            if (!StopIfDamaged(again))
            {
                LogFailed(again);
                _drained?.TrySetResult();
            }
        }

        foreach (Command command in group)
        {
            command.Fail(HubError.StoreFailed(exception));
        }
    }

    /// <summary>Forgets everything but who is connected and who waits, and reads what is open from the store.</summary>
    private void Reload()
    {
        _context.Store.Rollback();
        _timers.Clear();
        foreach (HubState hub in _hubs.Values)
        {
            hub.Reset();
        }

        Leave(HubError.StoreFailed(_broken!));
        _recovery.Run(_hubs);
        foreach (HubState hub in _hubs.Values)
        {
            hub.Recheck();
            hub.Work.Pump();
        }

        _timers.Arm();
        _broken = null;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The task hub could not carry out or commit a group of commands; they were refused and nothing was changed.")]
    private partial void LogFailed(Exception exception);
}
