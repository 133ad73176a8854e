using System.Globalization;
using Aquatope.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aquatope.Cli;

/// <summary>Starts executions of a workflow in production, as its users would, and sees each of them through.</summary>
internal sealed class LoadGenerator(LaneClients clients, RunOptions options, int run, TimeProvider timeProvider)
{
    private readonly SortedDictionary<string, int> _nextSequence = new(StringComparer.Ordinal);
    private int _started;
    private int _completed;

    /// <summary>Gets how many executions this process has started or found started, and how many of them have ended.</summary>
    public (int Started, int Completed) Counts => (Volatile.Read(ref _started), Volatile.Read(ref _completed));

    private DurableTaskClient Client => clients.Of(Lane.Production);

    /// <summary>Returns the beginning of the instance IDs of a phase.</summary>
    /// <param name="run">The run's number.</param>
    /// <param name="phase">The phase.</param>
    /// <returns>The prefix.</returns>
    public static string Prefix(int run, RunPhase phase) =>
        string.Create(CultureInfo.InvariantCulture, $"run{run:D4}-{phase.ToString().ToLowerInvariant()}-");

    /// <summary>Sees executions through that an earlier process started, and remembers where their numbers end.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many had not ended.</returns>
    public async Task<int> ResumeAsync(CancellationToken cancellationToken)
    {
        var open = new List<string>();
        var query = new OrchestrationQuery { InstanceIdPrefix = "run" };
        await foreach (OrchestrationMetadata execution in Client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            int end = execution.InstanceId.LastIndexOf('-') + 1;
            string prefix = execution.InstanceId[..end];
            int sequence = int.Parse(execution.InstanceId[end..], CultureInfo.InvariantCulture);
            _nextSequence[prefix] = Math.Max(_nextSequence.GetValueOrDefault(prefix), sequence + 1);
            if (!execution.IsCompleted)
            {
                open.Add(execution.InstanceId);
            }
        }

        _started += open.Count;
        await Task.WhenAll(open.Select(instanceId => SeeThroughAsync(instanceId, cancellationToken)));
        return open.Count;
    }

    /// <summary>Starts executions as the profile says until told to stop, then waits for those that run.</summary>
    /// <param name="phase">The phase they belong to.</param>
    /// <param name="stop">Stops starting.</param>
    /// <param name="cancellationToken">Stops waiting as well.</param>
    /// <returns>Completes when every execution that was started has ended.</returns>
    public async Task RunAsync(RunPhase phase, CancellationToken stop, CancellationToken cancellationToken)
    {
        string prefix = Prefix(run, phase);
        int sequence = _nextSequence.GetValueOrDefault(prefix);
#pragma warning disable RS0030 // Seeded: the one place where the load's stream begins.
        var random = new Random((int)options.Seed + (sequence * 31) + (int)phase);
#pragma warning restore RS0030
        var running = new List<Task>();
        long began = timeProvider.GetTimestamp();
        double next = 0;
        try
        {
            while (true)
            {
                next = options.Load.NextArrival(next, 1 - random.NextDouble());
                TimeSpan wait = TimeSpan.FromSeconds(next) - timeProvider.GetElapsedTime(began);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, timeProvider, stop);
                }

                stop.ThrowIfCancellationRequested();
                running.Add(ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"{prefix}{sequence:D6}"), sequence, cancellationToken));
                sequence++;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _nextSequence[prefix] = sequence;
            await Task.WhenAll(running);
        }
    }

    private async Task ExecuteAsync(string instanceId, int sequence, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _started);
        await Client.ScheduleNewOrchestrationInstanceAsync(
            options.Workflow.Orchestrator, options.Workflow.Input(sequence), new StartOrchestrationOptions(instanceId), cancellationToken);
        await SeeThroughAsync(instanceId, cancellationToken);
    }

    private async Task SeeThroughAsync(string instanceId, CancellationToken cancellationToken)
    {
        await Client.WaitForInstanceCompletionAsync(instanceId, cancellationToken);
        Interlocked.Increment(ref _completed);
    }
}
