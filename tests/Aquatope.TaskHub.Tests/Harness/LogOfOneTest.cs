using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aquatope.TaskHub.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogOfOneTest : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Channel<string> _coming = Channel.CreateUnbounded<string>();

    public IEnumerable<string> Lines => _lines;

    /// <summary>Waits for the next line with a text.</summary>
    public async Task<string> NextAsync(string text)
    {
        while (true)
        {
            string line = await _coming.Reader.ReadAsync(CancellationToken.None).AsTask().WaitAsync(HubHarness.Patience);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string line = $"{logLevel}: {formatter(state, exception)}";
        _lines.Enqueue(line);
        _coming.Writer.TryWrite(line);
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
