using Microsoft.Extensions.Logging;

namespace Aquatope.TaskHub.Service;

/// <summary>Hands the web host's messages to the loggers of the program around it, which it does not own.</summary>
internal sealed class ForwardingLoggerProvider(ILoggerFactory loggers) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => loggers.CreateLogger(categoryName);

    public void Dispose()
    {
        // The factory lives as long as the program.
    }
}
