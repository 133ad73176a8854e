using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Makes imagined executions out of observed ones.</summary>
internal sealed class DrawFactory
{
    // What was observed is smeared by half a deviation: the fit has taken a part of it away, and more lies between and beyond.
    private const double Smoothing = 0.5;

    private readonly TrialEvidence _evidence;
    private readonly StageModel[] _models;
    private readonly WorkflowGraph _graph;
    private readonly int[] _runs;

    public DrawFactory(TrialEvidence evidence, StageModel[] models)
    {
        _evidence = evidence;
        _models = models;
        int[] complete = [.. Enumerable.Range(0, evidence.Runs.Length).Where(run =>
            !evidence.Runs[run].Execution.Failed && evidence.Runs[run].Execution.Stages.Length > 0)];
        _graph = WorkflowGraph.Learn(complete.Select(run => evidence.Runs[run].Execution));
        int[] undisturbed = [.. complete.Where(run => !evidence.Runs[run].Execution.Stages.Any(call => call.Contended))];
        Complete = complete;
        _runs = undisturbed.Length >= Math.Min(5, complete.Length) ? undisturbed : complete;
    }

    /// <summary>Gets the executions that succeeded.</summary>
    public int[] Complete { get; }

    /// <summary>Makes a number of draws; none when no execution ever succeeded.</summary>
    public ExecutionDraw[] Make(int count, SeededRandom random)
    {
        if (_runs.Length == 0)
        {
            return [];
        }

        int[] order = [.. _runs];
        var draws = new ExecutionDraw[count];
        for (int m = 0; m < count; m++)
        {
            if (m % order.Length == 0)
            {
                random.Shuffle(order.AsSpan());
            }

            draws[m] = DrawLike(order[m % order.Length], random);
        }

        return draws;
    }

    private ExecutionShape ShapeOf(int run) => _graph.Shapes[Array.BinarySearch(Complete, run)];

    private ExecutionDraw DrawLike(int run, SeededRandom random)
    {
        ExecutionShape shape = ShapeOf(run);
        int trial = _evidence.Runs[run].Trial;
        var calls = new CallDraw[shape.Calls.Length];
        for (int c = 0; c < calls.Length; c++)
        {
            CallShape call = shape.Calls[c];
            int stage = Array.BinarySearch(_evidence.Names, call.Call.Stage, StringComparer.Ordinal);
            double normal = random.NextNormal();
            double factor = stage < 0
                ? call.Call.ExecutionMs
                : Factor(_models[stage], trial, call.Call, normal);
            calls[c] = new CallDraw(stage, call.GapMs + call.WaitMs, factor, call.Predecessors, call.Observed);
        }

        return new ExecutionDraw(run, calls, shape.TailMs);
    }

    private double Factor(StageModel model, int trial, TrialStage call, double normal)
    {
        double deviation = model.NoiseDeviation;
        double residual = call.ExecutionMs > 0 ? model.Residual(_evidence.Trials[trial].Configuration, _evidence.Ages[trial], call.ExecutionMs) : 0;
        return Math.Exp(residual + (Smoothing * deviation * normal));
    }
}
