using System.Text.Json;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>How far a run has come: kept in the state store, so that the same command goes on after an interruption.</summary>
/// <param name="Number">The run's number in its data directory, from one.</param>
/// <param name="Phase">What it was doing.</param>
/// <param name="Objective">The objective it was started with.</param>
/// <param name="Cycle">The tuning cycle, once there is one.</param>
internal sealed record RunState(int Number, RunPhase Phase, string Objective, string? Cycle)
{
    private const string Key = "run/state";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the state of the last run.</summary>
    /// <param name="store">The state store.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The state, or null where there was no run.</returns>
    public static async Task<RunState?> ReadAsync(IStateStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync(Key, cancellationToken) is { } document ? JsonSerializer.Deserialize<RunState>(document.Content.Span, Json) : null;

    /// <summary>Keeps this state.</summary>
    /// <param name="store">The state store.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The same state.</returns>
    public async Task<RunState> KeepAsync(IStateStore store, CancellationToken cancellationToken)
    {
        StateDocument? current = await store.ReadAsync(Key, cancellationToken);
        await store.WriteAsync(Key, JsonSerializer.SerializeToUtf8Bytes(this, Json), current?.Version, cancellationToken);
        return this;
    }
}

/// <summary>The phases of a run, in order.</summary>
internal enum RunPhase
{
    /// <summary>The first executions, which meet the cold starts.</summary>
    Start,

    /// <summary>Production is measured with the default configuration.</summary>
    Before,

    /// <summary>The optimizer looks for a better one, while production goes on.</summary>
    Tuning,

    /// <summary>Production is measured with what the optimizer decided.</summary>
    After,

    /// <summary>The run has ended.</summary>
    Done,
}
