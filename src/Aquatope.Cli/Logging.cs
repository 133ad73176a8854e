using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Aquatope.Cli;

/// <summary>Log messages go to standard error, because standard output belongs to results.</summary>
internal static class Logging
{
    /// <summary>Makes a factory of loggers.</summary>
    /// <param name="minimum">The least level that is shown.</param>
    /// <returns>The factory.</returns>
    public static ILoggerFactory ToStandardError(LogLevel minimum) =>
        LoggerFactory.Create(logging => Configure(logging, minimum));

    /// <summary>Configures the loggers of a host.</summary>
    /// <param name="logging">The host's logging.</param>
    /// <param name="minimum">The least level that is shown.</param>
    public static void Configure(ILoggingBuilder logging, LogLevel minimum)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(minimum);

        // What keeps a host from starting reaches the command line as an exception, which says it in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
