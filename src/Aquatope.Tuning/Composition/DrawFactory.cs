using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Makes imagined executions out of observed ones.</summary>
/// <remarks>
/// Each posterior sample believes that what was observed happens more or less often than it did, and composes executions
/// anew from the calls of different ones: stages are disturbed independently of each other, as far as the observed ones do
/// not show otherwise, so that a few executions tell of many. One whose calls all met the same disturbance stays whole.
/// </remarks>
internal sealed class DrawFactory
{
    private readonly TrialEvidence _evidence;
    private readonly StageModel[] _models;
    private readonly ObservedExecution[] _observed;
    private readonly double _dependence;

    public DrawFactory(TrialEvidence evidence, StageModel[] models)
    {
        _evidence = evidence;
        _models = models;
        int[] complete = [.. Enumerable.Range(0, evidence.Runs.Length).Where(run =>
            !evidence.Runs[run].Execution.Failed && evidence.Runs[run].Execution.Stages.Length > 0)];
        IReadOnlyList<ExecutionShape> shapes = WorkflowGraph.Learn(complete.Select(run => evidence.Runs[run].Execution)).Shapes;
        int[] undisturbed = [.. complete.Where(run => !evidence.Runs[run].Execution.Stages.Any(call => call.Contended))];
        int[] used = undisturbed.Length >= Math.Min(5, complete.Length) ? undisturbed : complete;
        _observed = [.. used.Select(run => Observe(run, shapes[Array.BinarySearch(complete, run)]))];
        _dependence = StageDependence.Of([.. _observed.Where(execution => !execution.IsDisturbed)]);
    }

    /// <summary>Makes a number of draws; none when no execution ever succeeded.</summary>
    public ExecutionDraws Make(int count, int samples, SeededRandom random)
    {
        if (_observed.Length == 0)
        {
            return new ExecutionDraws([], []);
        }

        ObservedExecution[] shapes = [.. Enumerable.Range(0, (count + _observed.Length - 1) / _observed.Length)
            .SelectMany(_ => Shuffled(random)).Take(count).Select(place => _observed[place])];
        var slots = new CallSlots(name => new StageCalls(name, _observed, StageOf(name) is var stage and >= 0 ? _models[stage] : null), samples);
        ExecutionDraw[] executions = [.. shapes.Select((shape, m) => Empty(shape.Shape, m, slots, samples))];
        var draws = new ExecutionDraws(executions, [.. slots.All.Select(slot => (StageOf(slot.Stage), slot.Calls))]);
        ILookup<string, int> alike = Enumerable.Range(0, count).ToLookup(m => shapes[m].Signature, StringComparer.Ordinal);
        int[] whole = new int[count];
        for (int s = 0; s < samples; s++)
        {
            var weights = new BootstrapWeights(_observed.Length, random);
            foreach (IGrouping<string, int> members in alike)
            {
                Share(executions, [.. members], members.Key, weights, s, whole, random);
            }

            foreach ((_, CallSlot slot) in draws.Slots)
            {
                slot.Draw(s, weights, whole, random);
            }

            // Kinds of executions that are too rare to be imagined leave their share to the others.
            double total = executions.Sum(execution => execution.Shares[s]);
            Array.ForEach(executions, execution => execution.Shares[s] /= total);
        }

        foreach ((_, CallSlot slot) in draws.Slots)
        {
            slot.Complete(count);
        }

        return draws;
    }

    // Executions that call the same stages as often take each other's place.
    private void Share(
        ExecutionDraw[] executions, int[] members, string signature, BootstrapWeights weights, int sample, int[] whole, SeededRandom random)
    {
        int[] alike = [.. Enumerable.Range(0, _observed.Length).Where(i => _observed[i].Signature == signature)];
        int[] drawn = weights.Draw(alike, members.Length, random);
        double share = weights.ShareOf(alike);
        for (int i = 0; i < members.Length; i++)
        {
            ObservedExecution stand = _observed[drawn[i]];
            executions[members[i]].Shares[sample] = share / members.Length;
            executions[members[i]].Credence[sample] = stand.Weight;
            whole[members[i]] = stand.IsDisturbed || random.NextDouble() < _dependence ? drawn[i] : -1;
        }
    }

    private int[] Shuffled(SeededRandom random)
    {
        int[] order = [.. Enumerable.Range(0, _observed.Length)];
        random.Shuffle(order.AsSpan());
        return order;
    }

    private ObservedExecution Observe(int run, ExecutionShape shape)
    {
        int trial = _evidence.Runs[run].Trial;
        Configuration configuration = _evidence.Trials[trial].Configuration;
        return new ObservedExecution(shape, _evidence.RunWeights[run], call => StageOf(call.Call.Stage) is var stage and >= 0
            ? new ObservedCall(
                _models[stage].PointOf(configuration),
                call.WaitMs,
                call.Call.ExecutionMs,
                call.Call.ExecutionMs > 0 ? _models[stage].Residual(configuration, _evidence.Ages[trial], call.Call.ExecutionMs) : 0)
            : new ObservedCall([], call.WaitMs, call.Call.ExecutionMs, Math.Log(call.Call.ExecutionMs)));
    }

    private int StageOf(string name) => Math.Max(-1, Array.BinarySearch(_evidence.Names, name, StringComparer.Ordinal));

    private static ExecutionDraw Empty(ExecutionShape shape, int draw, CallSlots slots, int samples)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return new ExecutionDraw(
            [.. shape.Calls.Select(call =>
            {
                int number = seen.GetValueOrDefault(call.Call.Stage);
                seen[call.Call.Stage] = number + 1;
                (int slot, int place) = slots.Add(call.Call.Stage, number, draw);
                return new CallDraw(slot, place, call.GapMs, call.Predecessors, call.Observed);
            })],
            shape.TailMs,
            new double[samples],
            new double[samples]);
    }

    // The slots, in the order in which they are first needed.
    private sealed class CallSlots(Func<string, StageCalls> callsOf, int samples)
    {
        private readonly Dictionary<string, StageCalls> _stages = new(StringComparer.Ordinal);
        private readonly Dictionary<(string Stage, int Number), int> _indices = [];

        public List<(string Stage, CallSlot Calls)> All { get; } = [];

        public (int Slot, int Place) Add(string stage, int number, int draw)
        {
            if (!_indices.TryGetValue((stage, number), out int slot))
            {
                slot = All.Count;
                _indices.Add((stage, number), slot);
                if (!_stages.TryGetValue(stage, out StageCalls? calls))
                {
                    calls = callsOf(stage);
                    _stages.Add(stage, calls);
                }

                All.Add((stage, new CallSlot(calls, number, samples)));
            }

            return (slot, All[slot].Calls.Add(draw));
        }
    }
}
