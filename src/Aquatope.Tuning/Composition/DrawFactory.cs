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
    // What was observed is smeared by half a deviation: the fit has taken a part of it away, and more lies between and beyond.
    private const double Smoothing = 0.5;

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
    public ExecutionDraw[] Make(int count, int samples, SeededRandom random)
    {
        if (_observed.Length == 0)
        {
            return [];
        }

        ObservedExecution[] shapes = [.. Enumerable.Range(0, (count + _observed.Length - 1) / _observed.Length)
            .SelectMany(_ => Shuffled(random)).Take(count).Select(place => _observed[place])];
        ExecutionDraw[] draws = [.. shapes.Select(shape => Empty(shape.Shape, samples))];
        ILookup<string, int> alike = Enumerable.Range(0, count).ToLookup(m => shapes[m].Signature, StringComparer.Ordinal);
        for (int s = 0; s < samples; s++)
        {
            var source = new CallSource(_observed, count, random);
            foreach (IGrouping<string, int> members in alike)
            {
                FillAlike(draws, shapes, [.. members], source, s, random);
            }
        }

        return draws;
    }

    // Executions that call the same stages as often take each other's place.
    private void FillAlike(ExecutionDraw[] draws, ObservedExecution[] shapes, int[] members, CallSource source, int sample, SeededRandom random)
    {
        (ObservedExecution[] whole, double share) = source.Whole(shapes[members[0]].Signature, members.Length);
        for (int i = 0; i < members.Length; i++)
        {
            int m = members[i];
            draws[m].Shares[sample] = share / members.Length;
            draws[m].Credence[sample] = whole[i].Weight;
            bool together = whole[i].IsDisturbed || random.NextDouble() < _dependence;
            Fill(draws[m], shapes[m].Shape, (stage, number) => together ? whole[i] : source.Part(stage, number, m), sample, random);
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
        return new ObservedExecution(shape, _evidence.RunWeights[run], call => StageOf(call.Stage) is var stage and >= 0
            ? call.ExecutionMs > 0 ? _models[stage].Residual(_evidence.Trials[trial].Configuration, _evidence.Ages[trial], call.ExecutionMs) : 0
            : Math.Log(call.ExecutionMs));
    }

    private int StageOf(string name) => Math.Max(-1, Array.BinarySearch(_evidence.Names, name, StringComparer.Ordinal));

    private ExecutionDraw Empty(ExecutionShape shape, int samples) => new(
        [.. shape.Calls.Select(call => new CallDraw(StageOf(call.Call.Stage), new double[samples], new double[samples], call.Predecessors, call.Observed))],
        shape.TailMs,
        new double[samples],
        new double[samples]);

    private void Fill(ExecutionDraw draw, ExecutionShape shape, Func<string, int, ObservedExecution> source, int sample, SeededRandom random)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < draw.Calls.Length; c++)
        {
            CallDraw call = draw.Calls[c];
            string stage = shape.Calls[c].Call.Stage;
            int number = seen.GetValueOrDefault(stage);
            seen[stage] = number + 1;
            ObservedCall[] calls = source(stage, number).CallsOf(stage);
            ObservedCall met = calls[number < calls.Length ? number : random.NextInt(calls.Length)];
            double normal = random.NextNormal();
            double smear = call.Stage < 0 ? 0 : Smoothing * _models[call.Stage].NoiseDeviation * normal;
            call.DelayMs[sample] = shape.Calls[c].GapMs + met.WaitMs;
            call.Factor[sample] = Math.Exp(met.LogFactor + smear);
        }
    }
}
