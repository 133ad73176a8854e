using System.Collections.Concurrent;
using Aquatope.Workflows;

namespace Aquatope.Dashboard;

/// <summary>The trials of workflows. One that has been read is not read again: trials do not change.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class RecordedTrials(TrialHistory history)
{
    private const int Most = 300;
    private readonly ConcurrentDictionary<(string Workflow, string Cycle, string Trial), TrialRecord> _read = new();

    /// <summary>Returns the latest trials of a workflow, oldest first.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<RecordedTrial>> OfAsync(string workflow, CancellationToken cancellationToken)
    {
        var trials = new List<RecordedTrial>();
        foreach ((string cycle, string trial) in await history.NamesAsync(workflow, Most, cancellationToken))
        {
            if (!_read.TryGetValue((workflow, cycle, trial), out TrialRecord? record))
            {
                record = (await history.FindAsync(workflow, cycle, trial, cancellationToken))!;
                _read[(workflow, cycle, trial)] = record;
            }

            trials.Add(new RecordedTrial(cycle, trial, record));
        }

        return [.. trials.OrderBy(trial => trial.Record.EndedAt)];
    }
}

/// <summary>A trial with its names.</summary>
internal sealed record RecordedTrial(string Cycle, string Trial, TrialRecord Record);
