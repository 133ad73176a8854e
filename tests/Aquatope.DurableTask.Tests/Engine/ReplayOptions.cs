using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.DurableTask.Tests;

/// <summary>What a test sets of the worker that replays.</summary>
internal sealed record ReplayOptions
{
    public DataConverter DataConverter { get; init; } = JsonDataConverter.Default;

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    public TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Gets the version of sub-orchestrations that name none; null for none.</summary>
    public string? DefaultVersion { get; init; }
}
