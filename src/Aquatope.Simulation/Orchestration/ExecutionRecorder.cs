using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Keeps executions of workflows as tuners and planners take them, with every call.</summary>
/// <param name="functions">The names of the platform's functions, by index.</param>
/// <param name="most">How many executions to keep: the first so many that end; positive.</param>
/// <threadsafety>Not thread-safe: it listens to one platform.</threadsafety>
public sealed class ExecutionRecorder(IReadOnlyList<string> functions, int most) : ICallListener
{
    private readonly Dictionary<(int Workflow, long Execution), List<CompletedCall>> _open = [];
    private readonly List<TrialExecution> _executions = [];

    /// <summary>Gets the executions, in the order in which they ended. Costs are not known here, and zero.</summary>
    public IReadOnlyList<TrialExecution> Executions => _executions;

    /// <inheritdoc/>
    public void Completed(in CompletedCall completed)
    {
        if (completed.Workflow < 0 || _executions.Count >= most)
        {
            return;
        }

        (int, long) key = (completed.Workflow, completed.Execution);
        if (!_open.TryGetValue(key, out List<CompletedCall>? calls))
        {
            _open[key] = calls = [];
        }

        calls.Add(completed);
    }

    /// <inheritdoc/>
    public void Completed(in CompletedExecution completed)
    {
        if (_executions.Count >= most)
        {
            return;
        }

        long start = completed.StartTicks;
        _open.Remove((completed.Workflow, completed.Execution), out List<CompletedCall>? calls);
        ImmutableArray<TrialStage> stages = [.. (calls ?? []).OrderBy(call => call.ArrivedTicks).Select(call => new TrialStage(
            functions[call.Function],
            Milliseconds(call.ArrivedTicks - start),
            Milliseconds(call.EndedTicks - call.ArrivedTicks),
            Milliseconds(call.EndedTicks - call.BegunTicks),
            Cost: 0,
            StageOutcome.Completed,
            Contended: false))];
        _executions.Add(new TrialExecution(Milliseconds(completed.EndTicks - start), Cost: 0, Failed: false, stages));
        if (_executions.Count == most)
        {
            _open.Clear();
        }
    }

    private static double Milliseconds(long ticks) => TimeSpan.FromTicks(ticks).TotalMilliseconds;
}
