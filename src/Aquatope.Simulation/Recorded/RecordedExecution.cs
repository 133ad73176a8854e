using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Draws one execution of a recorded workflow.</summary>
internal sealed class RecordedExecution
{
    private readonly RecordedPlan _plan;
    private readonly Configuration _configuration;
    private readonly SeededRandom _random;
    private readonly List<TrialStage> _calls = [];

    private RecordedExecution(RecordedPlan plan, Configuration configuration, SeededRandom random)
    {
        _plan = plan;
        _configuration = configuration;
        _random = random;
    }

    /// <summary>Draws one execution.</summary>
    public static TrialExecution Draw(RecordedPlan plan, Configuration configuration, SeededRandom random)
    {
        var execution = new RecordedExecution(plan, configuration, random);
        (double end, bool failed) = execution.Run(plan.Shape, 0);
        return new TrialExecution(end, execution._calls.Sum(call => call.Cost), failed, [.. execution._calls.OrderBy(call => call.StartMs)]);
    }

    private (double EndMs, bool Failed) Run(WorkflowShape shape, double startMs) => shape switch
    {
        StageCall call => Run(_plan.Stages[call.Stage], startMs),
        InSeries series => Run(series, startMs),
        InParallel parallel => Run(parallel.Parts, startMs),
        InMap map => Run(Enumerable.Repeat(map.Part, map.Width), startMs),
        _ => throw new InvalidOperationException($"A shape '{shape.GetType().Name}' cannot be run."),
    };

    private (double EndMs, bool Failed) Run(RecordedStage stage, double startMs)
    {
        TrialStage call = stage.At(_configuration).Draw(stage.Name, startMs, _random);
        _calls.Add(call);
        return (startMs + call.LatencyMs, call.Outcome != StageOutcome.Completed);
    }

    private (double EndMs, bool Failed) Run(InSeries series, double startMs)
    {
        (double EndMs, bool Failed) last = (startMs, false);
        foreach (WorkflowShape part in series.Parts)
        {
            last = Run(part, last.EndMs);
            if (last.Failed)
            {
                break;
            }
        }

        return last;
    }

    private (double EndMs, bool Failed) Run(IEnumerable<WorkflowShape> parts, double startMs)
    {
        (double EndMs, bool Failed)[] ends = [.. parts.Select(part => Run(part, startMs))];
        return (ends.Max(end => end.EndMs), ends.Any(end => end.Failed));
    }
}
