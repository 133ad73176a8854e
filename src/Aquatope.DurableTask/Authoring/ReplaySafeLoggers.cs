using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>Makes loggers that write only what has not been written in an earlier turn.</summary>
internal sealed class ReplaySafeLoggers(TaskOrchestrationContext context) : ILoggerFactory
{
    // A wrapper context may hand out its inner context's replay-safe factory as its own logger factory; more
    // layers than this can only be a wrapper that points to itself.
    private const int MaximumDepth = 10;

    public static ILogger Create(TaskOrchestrationContext context, string category) =>
        new ReplaySafeLogger(context, Underlying(context).CreateLogger(category));

    public static ILogger Create(TaskOrchestrationContext context, Type type) =>
        new ReplaySafeLogger(context, Underlying(context).CreateLogger(type));

    public ILogger CreateLogger(string categoryName) => Create(context, categoryName);

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("Adding providers to the replay-safe logger factory is not supported.");

    public void Dispose()
    {
        // The underlying factory belongs to the host.
    }

    private static ILoggerFactory Underlying(TaskOrchestrationContext context)
    {
        ILoggerFactory factory = context.UnderlyingLoggerFactory;
        for (int depth = 0; factory is ReplaySafeLoggers wrapped; depth++)
        {
            if (depth == MaximumDepth)
            {
                throw new InvalidOperationException(
                    "The logger factory of this context leads back to itself. A wrapper's LoggerFactory must return " +
                    "the inner context's ReplaySafeLoggerFactory, not its own.");
            }

            factory = wrapped.Inner;
        }

        return factory;
    }

    private ILoggerFactory Inner => context.UnderlyingLoggerFactory;

    private sealed class ReplaySafeLogger(TaskOrchestrationContext context, ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!context.IsReplaying)
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
