using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Lists the choices that there are for a part of a workflow, without those that cannot be part of an optimum.</summary>
/// <remarks>
/// A choice is left out when it never keeps the bound by itself, or when another costs no more and is at every time at least as likely to be over, which series and
/// parallel composition both preserve. Choices that differ in a knob on which several stages depend are never compared.
/// </remarks>
internal sealed class PartialChoices
{
    private readonly RecordedPlan _plan;
    private readonly LatencyGrid _grid;
    private readonly int[] _shared;

    public PartialChoices(RecordedPlan plan, LatencyGrid grid)
    {
        _plan = plan;
        _grid = grid;
        _shared = [.. plan.Stages.SelectMany(stage => stage.Knobs).GroupBy(knob => knob).Where(group => group.Count() > 1).Select(group => group.Key)];
    }

    /// <summary>Lists the choices of a part, the cheapest first.</summary>
    public List<PartialChoice> Of(WorkflowShape shape) => shape switch
    {
        StageCall call => Undominated(Of(_plan.Stages[call.Stage])),
        InSeries series => series.Parts.Select(Of).Aggregate((before, after) => Combined(before, after, (a, b) => a.Then(b))),
        InParallel parallel => parallel.Parts.Select(Of).Aggregate((one, other) => Combined(one, other, (a, b) => a.Alongside(b))),
        InMap map => [.. Of(map.Part).Select(choice => choice with
        {
            Cost = map.Width * choice.Cost,
            Latency = Enumerable.Repeat(choice.Latency, map.Width).Aggregate((one, other) => one.Alongside(other)),
        })],
        _ => throw new InvalidOperationException($"A shape '{shape.GetType().Name}' cannot be searched."),
    };

    private IEnumerable<PartialChoice> Of(RecordedStage stage)
    {
        foreach ((Configuration own, StageBehaviour behaviour) in stage.Behaviours)
        {
            bool offered = stage.Knobs.Select((knob, i) => _plan.Knobs[knob].Contains(own[i])).All(contains => contains);
            if (behaviour.Outcome == StageOutcome.Completed && offered)
            {
                double[] values = [.. Enumerable.Repeat(double.NaN, _plan.Knobs.Length)];
                for (int i = 0; i < stage.Knobs.Length; i++)
                {
                    values[stage.Knobs[i]] = own[i];
                }

                yield return new PartialChoice(values, behaviour.MeanCost, behaviour.Latency(_grid));
            }
        }
    }

    private List<PartialChoice> Combined(
        List<PartialChoice> first, List<PartialChoice> second, Func<LatencyDistribution, LatencyDistribution, LatencyDistribution> combine) =>
        Undominated(
            from a in first
            from b in second
            where a.Agrees(b.Values)
            select new PartialChoice(a.Joined(b.Values), a.Cost + b.Cost, combine(a.Latency, b.Latency)));

    private List<PartialChoice> Undominated(IEnumerable<PartialChoice> choices)
    {
        var kept = new List<PartialChoice>();
        foreach (PartialChoice choice in choices.Where(choice => choice.Latency.Cumulated[^1] > 0).OrderBy(choice => choice.Cost))
        {
            bool dominated = kept.Any(other =>
                _shared.All(knob => other.Values[knob].Equals(choice.Values[knob])) && other.Latency.NeverLaterThan(choice.Latency));
            if (!dominated)
            {
                kept.Add(choice);
            }
        }

        return kept;
    }
}
