using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Latency and cost of workflow configurations: distributions of the stages' times, combined along the observed graph.</summary>
/// <remarks>
/// Times in a row add up and parallel branches count with their maximum, carried out on a set of imagined executions in
/// which each call takes every percentile of its stage equally often, in an order of its own: calls are independent.
/// </remarks>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class OrionModel
{
    private const int Levels = 64;

    private readonly TrialEvidence _evidence;
    private readonly StageTimes?[] _times;
    private readonly Execution[] _executions;
    private readonly double _percentile;
    private readonly double[] _latencies = new double[Levels];

    public OrionModel(TuningProblem problem, IReadOnlyList<Trial> trials, SeededRandom random)
    {
        _evidence = TrialEvidence.Of(problem, trials);
        _percentile = problem.Objective.Percentile;
        _times = [.. Enumerable.Range(0, _evidence.Stages.Length).Select(stage =>
            _evidence.Stages[stage].Observations.Count == 0 ? null : new StageTimes(_evidence, stage))];
        IReadOnlyList<ExecutionShape> shapes = WorkflowGraph.Learn(_evidence.Runs.Select(run => run.Execution)).Shapes;
        int[] order = [.. Enumerable.Range(0, shapes.Count)];
        random.Shuffle(order.AsSpan());
        var places = new Dictionary<(string Stage, int Call), int[]>();
        _executions = [.. order.Take(Levels).Select(i => Imagine(shapes[i], places, random))];
    }

    /// <summary>Gets a value indicating whether any execution succeeded, so that anything can be predicted.</summary>
    public bool CanPredict => _executions.Length > 0;

    /// <summary>Returns the first stage whose calls more probably fail than not at a configuration, or null.</summary>
    public string? Doubtful(Configuration configuration) => _evidence.Names.Zip(_evidence.Stages)
        .FirstOrDefault(stage => SuccessProbability(stage.Second, stage.Second.Space.Project(configuration)) < 0.5)
        .First;

    /// <summary>Predicts the mean cost of an execution, and its latency at the objective's percentile, in milliseconds.</summary>
    public (double Cost, double LatencyMs) Predict(Configuration configuration)
    {
        StageTime[] stages = [.. _times.Select(times => times?.At(configuration) ?? new StageTime(new double[Levels], 0))];
        double cost = 0;
        for (int level = 0; level < Levels; level++)
        {
            Execution execution = _executions[level % _executions.Length];
            _latencies[level] = execution.Run(stages, level);
            cost += execution.Cost(stages) / Levels;
        }

        Array.Sort(_latencies);
        return (cost + _evidence.UnassignedCost, Percentiles.OfSorted(_latencies, _percentile));
    }

    private static double SuccessProbability(StageEvidence stage, Configuration projected) =>
        stage.Failures.CompletionProbability(projected) * stage.Failures.MemorySafety(projected);

    // The first call of a stage has the same places in all executions, and so has the second: together they take each percentile once.
    private Execution Imagine(ExecutionShape shape, Dictionary<(string Stage, int Call), int[]> places, SeededRandom random)
    {
        var calls = new (int Stage, CallShape Shape, int[] Places)[shape.Calls.Length];
        for (int c = 0; c < calls.Length; c++)
        {
            string stage = shape.Calls[c].Call.Stage;
            (string, int) key = (stage, shape.Calls.Take(c).Count(call => call.Call.Stage == stage));
            if (!places.TryGetValue(key, out int[]? ofCall))
            {
                ofCall = [.. Enumerable.Range(0, Levels)];
                random.Shuffle(ofCall.AsSpan());
                places.Add(key, ofCall);
            }

            calls[c] = (Array.BinarySearch(_evidence.Names, stage, StringComparer.Ordinal), shape.Calls[c], ofCall);
        }

        return new Execution(calls, shape.TailMs, _evidence.Prices.PerCall);
    }

    /// <summary>An execution like an observed one; each of its calls has a place among the percentiles at each level.</summary>
    private sealed class Execution((int Stage, CallShape Shape, int[] Places)[] calls, double tailMs, double perCall)
    {
        private readonly double[] _ends = new double[calls.Length];

        public double Run(StageTime[] stages, int level)
        {
            double last = 0;
            for (int c = 0; c < calls.Length; c++)
            {
                (int stage, CallShape shape, int[] places) = calls[c];
                double ready = 0;
                foreach (int predecessor in shape.Predecessors)
                {
                    ready = Math.Max(ready, _ends[predecessor]);
                }

                double time = stage < 0 ? shape.Call.ExecutionMs : stages[stage].Milliseconds[places[level]];
                _ends[c] = ready + shape.GapMs + shape.WaitMs + time;
                last = Math.Max(last, _ends[c]);
            }

            return last + tailMs;
        }

        public double Cost(StageTime[] stages) => calls.Sum(call => call.Stage < 0 ? 0 : perCall + stages[call.Stage].MeanCost);
    }

    /// <summary>The percentiles of a stage's execution time, and what a call costs beside the price of calling.</summary>
    private sealed record StageTime(double[] Milliseconds, double MeanCost);

    /// <summary>The execution times of one stage and the price of its time, interpolated between the configurations tried.</summary>
    private sealed class StageTimes
    {
        private readonly StageSpace _space;
        private readonly PriceFit _prices;
        private readonly LocalFit _times;
        private readonly LocalFit? _rates;
        private readonly Dictionary<Configuration, StageTime> _known = [];

        public StageTimes(TrialEvidence evidence, int stage)
        {
            StageEvidence found = evidence.Stages[stage];
            _space = found.Space;
            _prices = evidence.Prices;
            _times = new LocalFit([.. found.Observations.Select(call => Point(call.Configuration))], [.. found.Observations.Select(call => call.LogMs)]);
            (StageObservation[] paid, double[] rates) = evidence.Rates(stage);
            _rates = paid.Length == 0
                ? null
                : new LocalFit([.. paid.Select(call => Point(call.Configuration))], [.. paid.Zip(rates, (call, rate) => rate - LogPrice(call.Configuration))]);
        }

        public StageTime At(Configuration configuration)
        {
            Configuration projected = _space.Project(configuration);
            if (!_known.TryGetValue(projected, out StageTime? time))
            {
                double[] point = Point(projected);
                double[] milliseconds = [.. _times.Percentiles(point, Levels).Select(Math.Exp)];
                time = new StageTime(milliseconds, milliseconds.Average(_prices.Grain.Billed) * Math.Exp(LogPrice(projected) + (_rates?.Level(point) ?? 0)));
                _known.Add(projected, time);
            }

            return time;
        }

        private double LogPrice(Configuration projected) => Math.Log(_prices.PerMs(_space, projected));

        private double[] Point(Configuration projected)
        {
            var point = new double[_space.Dimensions];
            _space.Encode(projected, point);
            return point;
        }
    }
}
