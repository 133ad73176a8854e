using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Keeps executions of workflows as tuners and planners take them, with every call.</summary>
/// <param name="functions">The names of the platform's functions, by index.</param>
/// <param name="most">How many executions to keep; positive.</param>
/// <threadsafety>Not thread-safe: it listens to one platform.</threadsafety>
public sealed class ExecutionRecorder(IReadOnlyList<string> functions, int most) : ICallListener
{
    private readonly Dictionary<(int Workflow, long Execution), List<CompletedCall>> _open = [];
    private readonly List<TrialExecution> _executions = [];

    /// <summary>Gets a value indicating whether to keep those that end last, not those that end first. Default: false.</summary>
    public bool KeepsLatest { get; init; }

    /// <summary>Gets the only workflow of which executions are kept; null: all. Default: null.</summary>
    public int? Workflow { get; init; }

    /// <summary>Gets the executions, in the order in which they ended. Costs are not known here, and zero.</summary>
    public IReadOnlyList<TrialExecution> Executions => _executions;

    /// <inheritdoc/>
    public void Completed(in CompletedCall completed)
    {
        if (completed.Workflow < 0 || !IsKept(completed.Workflow))
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
        if (!IsKept(completed.Workflow))
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
            call.Outcome,
            Contended: false))];
        _executions.Add(new TrialExecution(Milliseconds(completed.EndTicks - start), Cost: 0, completed.Failed, stages));
        if (KeepsLatest && _executions.Count > most)
        {
            _executions.RemoveAt(0);
        }
        else if (!KeepsLatest && _executions.Count == most)
        {
            _open.Clear();
        }
    }

    private bool IsKept(int workflow) => (KeepsLatest || _executions.Count < most) && (Workflow ?? workflow) == workflow;

    private static double Milliseconds(long ticks) => TimeSpan.FromTicks(ticks).TotalMilliseconds;
}
