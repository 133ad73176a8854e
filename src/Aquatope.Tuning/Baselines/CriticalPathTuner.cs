namespace Aquatope.Tuning;

/// <summary>In the manner of AARC: from the most generous configuration down, one resource of one stage at a time, those on the critical path first.</summary>
/// <remarks>
/// After Jin et al., AARC (DAC 2025). A first trial of the most generous configuration shows the critical path. Then every
/// resource of the stages on it, and after these of the stages beside it, is lowered by half of its range; a step is
/// kept where the bound was seen to hold and the cost to fall, and otherwise taken back and halved, three times at most. The
/// step that saved most comes first. Different: stages beside the path are checked against the end-to-end bound, not
/// against the length of the stretch that they run beside. Without stages it is plain coordinate descent; a knob of unknown
/// effect is turned both ways. The descent is sequential: each call proposes one configuration at most, and none at its end.
/// It draws nothing by chance.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class CriticalPathTuner : ITuner
{
    private const double FirstStep = 0.5;
    private const int Failures = 3;

    /// <inheritdoc/>
    public IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        Dictionary<Configuration, FaceValue> seen = FaceValue.Of(problem, trials).ToDictionary(item => item.Configuration);
        Configuration start = problem.Space.MostGenerous;
        if (!seen.TryGetValue(start, out FaceValue? at))
        {
            return [start];
        }

        IReadOnlySet<string> critical = CriticalPath.StagesOf(
            trials.Where(trial => trial.Configuration.Equals(start)).SelectMany(trial => trial.Executions));
        foreach (bool beside in (bool[])[false, true])
        {
            Knob[] knobs = [.. problem.Space.Knobs.Where(knob => beside == (knob.Stage is not null && !critical.Contains(knob.Stage)))];
            if (Descend(problem.Space, knobs, seen, ref at) is { } next)
            {
                return [next];
            }
        }

        return [];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        return FaceValue.Rank(problem, trials, count);
    }

    /// <summary>Repeats the descent over some knobs as far as it was tried; returns what it wants to try next, or null at its end.</summary>
    private static Configuration? Descend(SearchSpace space, Knob[] knobs, Dictionary<Configuration, FaceValue> seen, ref FaceValue at)
    {
        var queue = new PriorityQueue<Move, (double Saving, int Order)>();
        int order = 0;
        foreach (Knob knob in knobs.Where(knob => !knob.IsFixed))
        {
            foreach (int direction in Directions(knob))
            {
                queue.Enqueue(new Move(space.Knobs.IndexOf(knob), direction, FirstStep, Failures), (double.NegativeInfinity, order++));
            }
        }

        while (queue.TryDequeue(out Move move, out _))
        {
            Configuration candidate = at.Configuration.With(move.Knob, move.From(space.Knobs[move.Knob], at.Configuration[move.Knob]));
            if (candidate.Equals(at.Configuration))
            {
                continue;
            }

            if (!seen.TryGetValue(candidate, out FaceValue? result))
            {
                return candidate;
            }

            if (result.KeepsBound && result.Cost < at.Cost)
            {
                queue.Enqueue(move, (result.Cost - at.Cost, order++));
                at = result;
            }
            else if (move.Left > 1)
            {
                queue.Enqueue(move with { Step = move.Step / 2, Left = move.Left - 1 }, (0, order++));
            }
        }

        return null;
    }

    private static int[] Directions(Knob knob) => knob.Role switch
    {
        KnobRole.Processor or KnobRole.Memory => [-1],
        KnobRole.Concurrency => [1],
        _ => [-1, 1],
    };

    /// <summary>A knob to turn, by how much of its range, and how many more times that may fail.</summary>
    private readonly record struct Move(int Knob, int Direction, double Step, int Left)
    {
        /// <summary>Returns the value that the move leads to: one entry of a list at least, nothing beyond its end.</summary>
        public double From(Knob knob, double value)
        {
            double turned = knob.Decode(knob.Encode(value) + (Direction * Step));
            if (turned != value)
            {
                return turned;
            }

            int direction = Direction;
            return knob.Steps(value).Where(step => direction * (step - value) > 0).FirstOrDefault(value);
        }
    }
}
