using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>The trials of tuning cycles, and what came of them, in the state store.</summary>
internal sealed class TrialHistory(IStateStore store)
{
    /// <summary>Returns a trial that has been run, or null.</summary>
    public async Task<TrialRecord?> FindAsync(string workflow, string cycle, string trial, CancellationToken cancellationToken) =>
        await ReadAsync(TrialKey(workflow, cycle, trial), TuningDocuments.Default.TrialRecord, cancellationToken);

    /// <summary>Keeps a trial. A trial that another process has kept meanwhile stands.</summary>
    public async Task KeepAsync(string workflow, string cycle, string trial, TrialRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(
                TrialKey(workflow, cycle, trial), JsonSerializer.SerializeToUtf8Bytes(record, TuningDocuments.Default.TrialRecord), expectedVersion: null, cancellationToken);
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
            records.Add((await ReadAsync(key, TuningDocuments.Default.TrialRecord, cancellationToken))!);
        }

        return records;
    }

    /// <summary>Returns the names of the latest trials of every cycle, oldest first.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Cycle and trial, as <see cref="FindAsync"/> takes them.</returns>
    public async Task<IReadOnlyList<(string Cycle, string Trial)>> NamesAsync(string workflow, int most, CancellationToken cancellationToken)
    {
        var names = new Queue<(string, string)>();
        await foreach (string key in store.ListAsync(CyclesKey(workflow), cancellationToken))
        {
            string[] segments = key[CyclesKey(workflow).Length..].Split('/');
            names.Enqueue((segments[0], segments[^1]));
            if (names.Count > most)
            {
                names.Dequeue();
            }
        }

        return [.. names];
    }

    /// <summary>Returns the latest trials of earlier cycles, oldest first.</summary>
    public async Task<List<TrialRecord>> BeforeCycleAsync(string workflow, string cycle, int most, CancellationToken cancellationToken)
    {
        string own = TrialKey(workflow, cycle, string.Empty);
        var keys = new Queue<string>();
        await foreach (string key in store.ListAsync(CyclesKey(workflow), cancellationToken))
        {
            if (string.CompareOrdinal(key, own) < 0)
            {
                keys.Enqueue(key);
            }

            if (keys.Count > most)
            {
                keys.Dequeue();
            }
        }

        var records = new List<TrialRecord>(keys.Count);
        foreach (string key in keys)
        {
            records.Add((await ReadAsync(key, TuningDocuments.Default.TrialRecord, cancellationToken))!);
        }

        return records;
    }

    /// <summary>Returns every decision about a workflow, oldest first.</summary>
    public async Task<List<OptimizerDecision>> DecisionsAsync(string workflow, CancellationToken cancellationToken)
    {
        var decisions = new List<OptimizerDecision>();
        await foreach (string key in store.ListAsync(DecisionKey(workflow, string.Empty), cancellationToken))
        {
            decisions.Add((await ReadAsync(key, TuningDocuments.Default.OptimizerDecision, cancellationToken))!);
        }

        return [.. decisions.OrderBy(decision => decision.EndedAt)];
    }

    /// <summary>Keeps a decision.</summary>
    public async Task KeepAsync(OptimizerDecision decision, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(
                DecisionKey(decision.Workflow, decision.Cycle), JsonSerializer.SerializeToUtf8Bytes(decision, TuningDocuments.Default.OptimizerDecision), expectedVersion: null, cancellationToken);
        }
        catch (StateConflictException)
        {
            // Recorded before a restart.
        }
    }

    private static string TrialKey(string workflow, string cycle, string trial) => $"{CyclesKey(workflow)}{cycle}/trials/{trial}";

    private static string CyclesKey(string workflow) => $"workflows/{workflow}/cycles/";

    private static string DecisionKey(string workflow, string cycle) => $"workflows/{workflow}/decisions/{cycle}";

    private async Task<T?> ReadAsync<T>(string key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        await store.ReadAsync(key, cancellationToken) is { } document ? JsonSerializer.Deserialize(document.Content.Span, type) : null;
}
