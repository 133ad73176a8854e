using System.Text.Json;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>The trials of tuning cycles, and what came of them, in the state store.</summary>
internal sealed class TrialHistory(IStateStore store)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Returns a trial that has been run, or null.</summary>
    public async Task<TrialRecord?> FindAsync(string workflow, string cycle, string trial, CancellationToken cancellationToken) =>
        await ReadAsync<TrialRecord>(TrialKey(workflow, cycle, trial), cancellationToken);

    /// <summary>Keeps a trial. A trial that another process has kept meanwhile stands.</summary>
    public async Task KeepAsync(string workflow, string cycle, string trial, TrialRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(
                TrialKey(workflow, cycle, trial), JsonSerializer.SerializeToUtf8Bytes(record, Json), expectedVersion: null, cancellationToken);
        }
        catch (StateConflictException)
        {
            // An activity may run twice; the first result counts, because later steps may have used it.
        }
    }

    /// <summary>Returns every trial of a cycle in order of its name, which is the order in which they were proposed.</summary>
    public async Task<List<TrialRecord>> OfCycleAsync(string workflow, string cycle, CancellationToken cancellationToken)
    {
        var records = new List<TrialRecord>();
        await foreach (string key in store.ListAsync(TrialKey(workflow, cycle, string.Empty), cancellationToken))
        {
            records.Add((await ReadAsync<TrialRecord>(key, cancellationToken))!);
        }

        return records;
    }

    /// <summary>Returns every decision about a workflow, oldest first.</summary>
    public async Task<List<OptimizerDecision>> DecisionsAsync(string workflow, CancellationToken cancellationToken)
    {
        var decisions = new List<OptimizerDecision>();
        await foreach (string key in store.ListAsync(DecisionKey(workflow, string.Empty), cancellationToken))
        {
            decisions.Add((await ReadAsync<OptimizerDecision>(key, cancellationToken))!);
        }

        return [.. decisions.OrderBy(decision => decision.EndedAt)];
    }

    /// <summary>Keeps a decision.</summary>
    public async Task KeepAsync(OptimizerDecision decision, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(
                DecisionKey(decision.Workflow, decision.Cycle), JsonSerializer.SerializeToUtf8Bytes(decision, Json), expectedVersion: null, cancellationToken);
        }
        catch (StateConflictException)
        {
            // Recorded before a restart.
        }
    }

    private static string TrialKey(string workflow, string cycle, string trial) => $"workflows/{workflow}/cycles/{cycle}/trials/{trial}";

    private static string DecisionKey(string workflow, string cycle) => $"workflows/{workflow}/decisions/{cycle}";

    private async Task<T?> ReadAsync<T>(string key, CancellationToken cancellationToken)
        where T : class =>
        await store.ReadAsync(key, cancellationToken) is { } document ? JsonSerializer.Deserialize<T>(document.Content.Span, Json) : null;
}
