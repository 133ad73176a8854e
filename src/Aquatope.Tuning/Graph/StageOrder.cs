namespace Aquatope.Tuning;

/// <summary>Counts, over executions, how the calls of two stages lie in time, and derives what precedes what.</summary>
internal sealed class StageOrder
{
    private readonly string[] _names;
    private readonly Dictionary<string, int> _index;
    private readonly bool[,] _inFlight;
    private readonly bool[,] _precedes;
    private readonly int[,] _triggers;
    private readonly int[] _calls;

    public StageOrder(string[] names)
    {
        int n = names.Length;
        _names = names;
        _index = names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        _inFlight = new bool[n, n];
        _precedes = new bool[n, n];
        _triggers = new int[n, n];
        _calls = new int[n];
    }

    public void Observe(TrialExecution execution)
    {
        TrialStage[] calls = Sorted(execution);
        for (int b = 0; b < calls.Length; b++)
        {
            int to = _index[calls[b].Stage];
            int trigger = Trigger(calls, b);
            _calls[to]++;
            if (trigger >= 0)
            {
                _triggers[_index[calls[trigger].Stage], to]++;
            }

            for (int a = 0; a < calls.Length; a++)
            {
                if (a != b)
                {
                    Compare(calls[a], calls[b], _index[calls[a].Stage], to);
                }
            }
        }
    }

    public IReadOnlyList<StageEdge> Edges()
    {
        var edges = new List<StageEdge>();
        for (int a = 0; a < _names.Length; a++)
        {
            for (int b = 0; b < _names.Length; b++)
            {
                if (IsBarrier(a, b) || IsPipeline(a, b))
                {
                    edges.Add(new StageEdge(_names[a], _names[b], !IsBarrier(a, b), _triggers[a, b] > 0));
                }
            }
        }

        return edges;
    }

    public ExecutionShape Shape(TrialExecution execution)
    {
        TrialStage[] calls = Sorted(execution);
        var shapes = new CallShape[calls.Length];
        for (int b = 0; b < calls.Length; b++)
        {
            shapes[b] = Shape(calls, b);
        }

        double last = calls.Max(End);
        return new ExecutionShape(shapes, Math.Max(0, execution.LatencyMs - last));
    }

    private static double End(TrialStage call) => call.StartMs + call.LatencyMs;

    private static TrialStage[] Sorted(TrialExecution execution) =>
        [.. execution.Stages.OrderBy(call => call.StartMs).ThenBy(End).ThenBy(call => call.Stage, StringComparer.Ordinal)];

    // The call whose completion came last before the start of call b, or -1 where nothing had completed.
    private static int Trigger(TrialStage[] calls, int b)
    {
        int trigger = -1;
        for (int a = 0; a < calls.Length; a++)
        {
            bool before = a != b && EndsBefore(calls[a], calls[b]);
            if (before && (trigger < 0 || End(calls[a]) > End(calls[trigger])))
            {
                trigger = a;
            }
        }

        return trigger;
    }

    // The start must lie before the other's, too: a call shorter than the tolerance does not precede its twin.
    private static bool EndsBefore(TrialStage a, TrialStage b) =>
        End(a) <= b.StartMs + WorkflowGraph.ToleranceMs && a.StartMs < b.StartMs;

    private void Compare(TrialStage a, TrialStage b, int from, int to)
    {
        if (EndsBefore(a, b))
        {
            _precedes[from, to] = true;
        }
        else if (a.StartMs <= b.StartMs)
        {
            _inFlight[from, to] = true;
        }
    }

    private bool IsBarrier(int from, int to) => _precedes[from, to] && !_inFlight[from, to];

    private bool IsPipeline(int from, int to) =>
        from != to && _inFlight[from, to] && 2 * _triggers[from, to] >= _calls[to];

    private CallShape Shape(TrialStage[] calls, int b)
    {
        int to = _index[calls[b].Stage];
        int trigger = Trigger(calls, b);
        var predecessors = new List<int>();
        var observed = new List<int>();
        double ready = 0;
        for (int a = 0; a < calls.Length; a++)
        {
            int from = _index[calls[a].Stage];
            bool precedes = a != b && EndsBefore(calls[a], calls[b])
                && (IsBarrier(from, to) || (a == trigger && IsPipeline(from, to)));
            if (!precedes)
            {
                continue;
            }

            predecessors.Add(a);
            ready = Math.Max(ready, End(calls[a]));
            if (_triggers[from, to] > 0)
            {
                observed.Add(a);
            }
        }

        return new CallShape(to, Math.Max(0, calls[b].StartMs - ready), calls[b], [.. predecessors], [.. observed]);
    }
}
