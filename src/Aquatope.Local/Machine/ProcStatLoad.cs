using System.Globalization;

namespace Aquatope.Local;

/// <summary>Samples the processors' counters of Linux twenty times a second and remembers the last minute.</summary>
internal sealed class ProcStatLoad : IMachineLoad, IDisposable
{
    private const int JiffiesPerSecond = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly (long Timestamp, double BusySeconds)[] _samples = new (long, double)[1200];
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    /// <summary>Initializes a new instance of the <see cref="ProcStatLoad"/> class.</summary>
    /// <param name="timeProvider">Drives the sampling.</param>
    public ProcStatLoad(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        Sample();
        _timer = timeProvider.CreateTimer(_ => Sample(), state: null, Interval, Interval);
    }

    /// <inheritdoc/>
    public double Processors { get; } = Environment.ProcessorCount;

    /// <summary>Reads the busy seconds of all processors from the first line of <c>/proc/stat</c>.</summary>
    /// <param name="line">The line: user, nice, system, idle, iowait, irq, softirq, steal, in hundredths of a second.</param>
    /// <returns>Everything but idle and iowait. Stolen time counts as busy: it is not ours.</returns>
    public static double BusySeconds(string line)
    {
        double[] fields = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(field => double.Parse(field, CultureInfo.InvariantCulture))];
        return (fields.Sum() - fields[3] - fields[4]) / JiffiesPerSecond;
    }

    /// <inheritdoc/>
    public TimeSpan? BusyBetween(long from, long to)
    {
        lock (_lock)
        {
            return At(to) - At(from) is { } seconds ? TimeSpan.FromSeconds(Math.Max(0, seconds)) : null;
        }
    }

    /// <inheritdoc/>
    public Task NextSampleAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _next.Task.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Sample()
    {
        using StreamReader reader = File.OpenText("/proc/stat");
        double busy = BusySeconds(reader.ReadLine()!);
        TaskCompletionSource sampled;
        lock (_lock)
        {
            _samples[_count++ % _samples.Length] = (_timeProvider.GetTimestamp(), busy);
            sampled = _next;
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        sampled.SetResult();
    }

    /// <summary>Interpolates the counter at a moment; beyond the last sample it goes on as between the last two.</summary>
    private double? At(long timestamp)
    {
        int oldest = Math.Max(0, _count - _samples.Length);
        if (_count < 2 || timestamp < _samples[oldest % _samples.Length].Timestamp)
        {
            return null;
        }

        int low = oldest;
        int high = _count - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = _samples[middle % _samples.Length].Timestamp <= timestamp ? (middle, high) : (low, middle);
        }

        (long Timestamp, double Busy) before = _samples[low % _samples.Length];
        (long Timestamp, double Busy) after = _samples[high % _samples.Length];
        double share = (double)(timestamp - before.Timestamp) / Math.Max(1, after.Timestamp - before.Timestamp);
        return before.Busy + (share * (after.Busy - before.Busy));
    }
}
