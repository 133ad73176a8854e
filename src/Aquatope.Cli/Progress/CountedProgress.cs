using System.Globalization;

namespace Aquatope.Cli;

/// <summary>Tells how far work of a known number of steps has come, and how long the rest may take. What is done within a second is not told of.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class CountedProgress : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly StatusLine _line;
    private readonly string _what;
    private readonly int _steps;
    private readonly TimeProvider _timeProvider;
    private readonly long _began;
    private readonly ITimer _timer;
    private int _done;
    private bool _isDisposed;

    /// <summary>Initializes a new instance of the <see cref="CountedProgress"/> class.</summary>
    /// <param name="line">Where to tell.</param>
    /// <param name="what">What is being done.</param>
    /// <param name="steps">Of how many steps; at least 1.</param>
    /// <param name="timeProvider">The clock.</param>
    public CountedProgress(StatusLine line, string what, int steps, TimeProvider timeProvider)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        (_line, _what, _steps, _timeProvider) = (line, what, steps, timeProvider);
        _began = timeProvider.GetTimestamp();
        _timer = timeProvider.CreateTimer(_ => Tell(), null, Patience, line.IsTerminal ? TerminalInterval : PlainInterval);
    }

    /// <summary>Notes that a step is done.</summary>
    public void Step() => Interlocked.Increment(ref _done);

    /// <summary>Writes results beside the progress, which makes room for them: both may be on one terminal.</summary>
    /// <param name="write">Writes them.</param>
    public void Beside(Action write)
    {
        lock (_lock)
        {
            _line.Clear();
            write();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _isDisposed = true;
            _line.Clear();
        }
    }

    private void Tell()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            TimeSpan elapsed = _timeProvider.GetElapsedTime(_began);
            int done = Volatile.Read(ref _done);
            string left = done == 0
                ? $"for {Duration(elapsed)}"
                : $"about {Duration(elapsed * ((double)(_steps - done) / done))} left";
            string line = string.Create(CultureInfo.InvariantCulture, $"{_what}: {done} of {_steps} done, {left}");
            if (_line.IsTerminal)
            {
                _line.Renew(line);
            }
            else
            {
                _line.Say(line);
            }
        }
    }

    private static string Duration(TimeSpan time) => time < TimeSpan.FromMinutes(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min");
}
