using System.Diagnostics;
using System.Globalization;
using Aquatope.Tuning;

namespace Aquatope.Local;

/// <summary>
/// Limits without any privilege: a worker that has used its share of a period is stopped until the next one, the runtime is
/// told its processor count and heap limit, and a worker whose memory passes the limit is killed.
/// </summary>
internal sealed class DutyCycleGovernor : IResourceGovernor
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private readonly Lock _lock = new();
    private readonly List<Limits> _workers = [];
    private readonly ITimer _timer;

    /// <summary>Initializes a new instance of the <see cref="DutyCycleGovernor"/> class.</summary>
    /// <param name="timeProvider">Drives the cycle.</param>
    public DutyCycleGovernor(TimeProvider timeProvider) =>
        _timer = timeProvider.CreateTimer(_ => OnTick(), state: null, Tick, Tick);

    /// <inheritdoc/>
    public string Name => "duty-cycle";

    /// <inheritdoc/>
    public string Shortfall =>
        "the processor share is kept on average over 100 ms by stopping and continuing workers, and memory is checked every 10 ms, "
        + "so that short excesses pass; run with access to control groups for exact limits";

    /// <inheritdoc/>
    public IWorkerLimits Prepare(string worker, ResourceConfiguration configuration, bool yields) => new Limits(this, configuration, yields);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void OnTick()
    {
        lock (_lock)
        {
            foreach (Limits worker in _workers)
            {
                worker.Enforce();
            }
        }
    }

    private sealed class Limits(DutyCycleGovernor governor, ResourceConfiguration configuration, bool yields) : IWorkerLimits
    {
        private readonly ProcessorBudget _budget = new(configuration.Cpu, Tick);
        private readonly long _memoryLimit = configuration.MemoryMiB * 1024L * 1024L;
        private Process? _process;
        private bool _stopped;
        private bool _killedForMemory;

        public IReadOnlyList<string> JoinFiles => [];

        public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
        {
            // Three quarters of the limit, as the runtime itself takes in a control group. Bare hexadecimal: Native AOT
            // ignores a value with a prefix.
            ["DOTNET_GCHeapHardLimit"] = (configuration.MemoryMiB * 1024L * 1024L * 3 / 4).ToString("x", CultureInfo.InvariantCulture),
            ["DOTNET_PROCESSOR_COUNT"] = Math.Ceiling(configuration.Cpu).ToString(CultureInfo.InvariantCulture),
        };

        public void Attach(Process process)
        {
            WorkerPriority.Set(process, yields);
            lock (governor._lock)
            {
                _process = process;
                governor._workers.Add(this);
            }
        }

        public bool WasKilledForMemory() => _killedForMemory;

        /// <summary>Stops or continues the worker according to what it has used. Called under the governor's lock.</summary>
        public void Enforce()
        {
            try
            {
                _process!.Refresh();
                bool stop = _budget.Exceeded(_process.TotalProcessorTime);
                if (_process.WorkingSet64 > _memoryLimit)
                {
                    _killedForMemory = true;
                    _process.Kill();
                }
                else if (stop != _stopped)
                {
                    _ = NativeMethods.Kill(_process.Id, stop ? NativeMethods.SignalStop : NativeMethods.SignalContinue);
                    _stopped = stop;
                }
            }
            catch (InvalidOperationException)
            {
                // The process has ended; its limits are about to be disposed of.
            }
        }

        public void Dispose()
        {
            lock (governor._lock)
            {
                governor._workers.Remove(this);
            }
        }
    }
}
