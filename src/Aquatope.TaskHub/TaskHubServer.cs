using Aquatope.TaskHub.Engine;
using Aquatope.TaskHub.Service;
using Aquatope.TaskHub.Storage;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;

namespace Aquatope.TaskHub;

/// <summary>The embedded task hub: the Durable Task gRPC service on a SQLite file.</summary>
/// <remarks>
/// The meter <c>Aquatope.TaskHub</c> has, per task hub and per kind, name and version of work, the gauges
/// <c>aquatope.taskhub.queue.backlog</c>, <c>.active</c>, <c>.workers</c> and <c>.oldest_age</c> (seconds);
/// <see cref="GetWorkQueuesAsync"/> returns the same.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class TaskHubServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly HubEngine _engine;
    private readonly HubReader _reader;
    private readonly HubDatabase _database;
    private readonly TaskHubMetrics _metrics;
    private readonly TimeSpan _drainTimeout;
    private int _disposed;

    private TaskHubServer(WebApplication web, HubEngine engine, HubReader reader, HubDatabase database, TimeSpan drainTimeout)
    {
        _drainTimeout = drainTimeout;
        _metrics = new TaskHubMetrics(engine);
        _web = web;
        _engine = engine;
        _reader = reader;
        _database = database;
        Address = new Uri(web.Urls.Single());
        Inspector = new TaskHubInspector(new HubReader(database, engine.ReportDamage));
    }

    /// <summary>Gets the address on which the hub listens.</summary>
    public Uri Address { get; }

    /// <summary>Gets what looks into the hub from within this process. It ends with the hub.</summary>
    public TaskHubInspector Inspector { get; }

    /// <summary>
    /// Gets what fails with a <see cref="TaskHubDatabaseException"/> when the database turns out to be damaged while the hub
    /// runs, and never ends otherwise. From then on the hub refuses every call with <c>DataLoss</c> and writes nothing more.
    /// </summary>
    public Task Stopped => _engine.Stopped;

    /// <summary>Starts a hub: takes the database, recovers what is open, and listens.</summary>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The running hub.</returns>
    /// <exception cref="TaskHubDatabaseException">The database cannot be used.</exception>
    /// <exception cref="TaskHubListenException">The endpoint cannot be listened on, or is not protected as <see cref="TaskHubSecurity"/> says.</exception>
    public static async Task<TaskHubServer> StartAsync(TaskHubServerOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        EndpointCheck.Check(options);
        HubDatabase database = HubDatabase.Take(options.Database, options.FullCheckBytes);
        HubEngine? engine = null;
        HubReader? reader = null;
        try
        {
            engine = Recover(database, options);
            reader = new HubReader(database, engine.ReportDamage);
            engine.Start();
            WebApplication web = WebEndpoint.Build(options, new TaskHubService(engine, new InstanceReader(reader), new EntityReader(reader), options));
            await WebEndpoint.ListenAsync(web, options, cancellationToken);
            return new TaskHubServer(web, engine, reader, database, options.Limits.DrainTimeout);
        }
        catch
        {
            engine?.Dispose();
            reader?.Dispose();
            database.Dispose();
            throw;
        }
    }

    /// <summary>Returns the work of one task hub, per kind, name and version, as it is at one moment.</summary>
    /// <param name="taskHub">The task hub's name.</param>
    /// <returns>The queues, by kind, name and version; none for a task hub that does not exist.</returns>
    /// <exception cref="RpcException">The hub is stopping, or could not commit and must be started again.</exception>
    public Task<IReadOnlyList<WorkQueueState>> GetWorkQueuesAsync(string taskHub = TaskHubService.DefaultHub)
    {
        ArgumentException.ThrowIfNullOrEmpty(taskHub);
        return _engine.QueuesAsync(taskHub);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _metrics.Dispose();

        await DrainAsync();
        await _web.StopAsync();
        await _web.DisposeAsync();

        // The writer closes last: only the last connection can fold the write-ahead log into the database.
        Inspector.Dispose();
        _reader.Dispose();
        _engine.Dispose();
        _database.Dispose();
    }

    private async Task DrainAsync()
    {
        try
        {
            // The patience of a stopping process is real time, whatever clock the hub tells its timers by.
            Task drained = await _engine.DrainAsync();
            await Task.WhenAny(drained, Task.Delay(_drainTimeout, TimeProvider.System));
        }
        catch (RpcException)
        {
            // A hub whose store has failed takes nothing in any more, so that there is nothing to wait for.
        }
    }

    private static HubEngine Recover(HubDatabase database, TaskHubServerOptions options)
    {
        HubStore? store = null;
        try
        {
            store = new HubStore(database.OpenWriter(options.Durability)) { BeforeWrite = options.BeforeWrite };
            return new HubEngine(database, store, options);
        }
        catch (Exception exception) when (HubDatabase.IsFault(exception))
        {
            store?.LeaveAsIs();
            store?.Dispose();
            throw database.Damaged(exception);
        }
    }
}
