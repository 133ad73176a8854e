using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The catalogue of a whole workflow as points of one unit cube.</summary>
internal sealed class WorkflowSpace
{
    private readonly string[] _names;
    private readonly KnobSpace[] _spaces;

    public WorkflowSpace(TuningProblem problem)
    {
        Problem = problem;
        _names = [.. problem.Stages.Keys];
        _spaces = [.. problem.Stages.Values.Select(knobs => new KnobSpace(knobs))];
        Dimensions = _spaces.Sum(space => space.Dimensions);
    }

    public TuningProblem Problem { get; }

    public int Dimensions { get; }

    /// <summary>Returns the coordinates of a configuration.</summary>
    public double[] Encode(WorkflowConfiguration configuration)
    {
        var point = new double[Dimensions];
        int offset = 0;
        for (int k = 0; k < _spaces.Length; k++)
        {
            _spaces[k].Encode(configuration.Stages[_names[k]], point.AsSpan(offset, _spaces[k].Dimensions));
            offset += _spaces[k].Dimensions;
        }

        return point;
    }

    /// <summary>Returns the configuration nearest to a point.</summary>
    public WorkflowConfiguration Decode(ReadOnlySpan<double> point)
    {
        var stages = new Dictionary<string, ResourceConfiguration>(StringComparer.Ordinal);
        int offset = 0;
        for (int k = 0; k < _spaces.Length; k++)
        {
            stages.Add(_names[k], _spaces[k].Decode(point, offset));
            offset += _spaces[k].Dimensions;
        }

        return WorkflowConfiguration.Of(stages);
    }

    /// <summary>Returns configurations spread evenly over the catalogue; some may be equal.</summary>
    public IReadOnlyList<WorkflowConfiguration> Spread(int count, SeededRandom random)
    {
        Matrix points = SobolSequence.Scrambled(Dimensions, random).Take(count);
        var spread = new WorkflowConfiguration[count];
        for (int i = 0; i < count; i++)
        {
            spread[i] = Decode(points.Row(i));
        }

        return spread;
    }

    /// <summary>Enumerates the configurations one step of one knob away.</summary>
    public IEnumerable<WorkflowConfiguration> Neighbours(WorkflowConfiguration configuration)
    {
        for (int k = 0; k < _spaces.Length; k++)
        {
            foreach (ResourceConfiguration neighbour in _spaces[k].Neighbours(configuration.Stages[_names[k]]))
            {
                yield return configuration.With(_names[k], neighbour);
            }
        }
    }
}
