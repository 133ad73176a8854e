using Microsoft.Extensions.Logging;
using static Microsoft.DurableTask.Tests.Replay.Histories;

namespace Microsoft.DurableTask.Tests.Replay;

public sealed class ReplaySafeLoggingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CreateReplaySafeLogger_SecondTurn_WritesOnlyWhatIsNew(bool byFactory)
    {
        using RecordingLoggers loggers = new();
        Run<object?, bool>(
            async (c, _) =>
            {
                ILogger logger = byFactory ? c.ReplaySafeLoggerFactory.CreateLogger("Order") : c.CreateReplaySafeLogger("Order");
                Write(logger, $"before, replaying {c.IsReplaying}");
                await c.CallActivityAsync("A");
                Write(logger, $"after, replaying {c.IsReplaying}");
                return true;
            },
            [TurnStarted(), Started(), Scheduled(0, "A")],
            [TurnStarted(1), Completed(0)],
            new ReplayOptions { LoggerFactory = loggers });

        Assert.Equal(["after, replaying False"], loggers.MessagesOf("Order"));
    }

    [Fact]
    public void CreateReplaySafeLogger_OfAType_HasItsNameAsCategory()
    {
        using RecordingLoggers loggers = new();
        Run<object?, bool>(
            (c, _) =>
            {
                Write(c.CreateReplaySafeLogger<ReplaySafeLoggingTests>(), "first");
#pragma warning disable CA2263 // The overload under test.
                Write(c.CreateReplaySafeLogger(typeof(ReplaySafeLoggingTests)), "second");
#pragma warning restore CA2263
                return Task.FromResult(true);
            },
            [],
            [TurnStarted(), Started()],
            new ReplayOptions { LoggerFactory = loggers });

        Assert.Equal(["first", "second"], loggers.MessagesOf(typeof(ReplaySafeLoggingTests).FullName!));
    }

    private static void Write(ILogger logger, string message) =>
        logger.Log(LogLevel.Information, default, message, null, (text, _) => text);

    private sealed class RecordingLoggers : ILoggerFactory
    {
        private readonly List<(string Category, string Message)> _written = [];

        public IEnumerable<string> MessagesOf(string category) =>
            _written.Where(entry => entry.Category == category).Select(entry => entry.Message);

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _written);

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        private sealed class Logger(string category, List<(string, string)> written) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                written.Add((category, formatter(state, exception)));
        }
    }
}
