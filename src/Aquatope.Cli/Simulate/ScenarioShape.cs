using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>Reads the order of a workflow's calls.</summary>
/// <param name="stages">The names of the stages, by index.</param>
internal sealed class ScenarioShape(IReadOnlyList<string> stages)
{
    private const int WidestMap = 100_000;
    private const int MostRepetitions = 1000;
    private const int LargestGraph = 64;

    // The ways in which parts belong together, and what each needs to be told besides.
    private static readonly Dictionary<string, string[]> Details = new(StringComparer.Ordinal)
    {
        ["series"] = [],
        ["parallel"] = [],
        ["map"] = ["width"],
        ["repeat"] = ["times"],
        ["if"] = ["probability", "else"],
        ["graph"] = [],
    };

    private readonly double[] _calls = new double[stages.Count];

    /// <summary>Gets the expected number of calls of each stage in an execution.</summary>
    public IReadOnlyList<double> Calls => _calls;

    /// <summary>Reads a shape.</summary>
    /// <param name="node">A stage's name, or an object that says how parts belong together.</param>
    /// <param name="times">How often it is expected to happen in an execution.</param>
    /// <returns>The shape.</returns>
    public WorkflowShape Read(ScenarioNode node, double times = 1)
    {
        if (node.IsText)
        {
            return Call(node, times);
        }

        ScenarioNode[] kinds = node.IsObject ? [.. node.Members().Where(member => Details.ContainsKey(member.Name))] : [];
        if (kinds.Length != 1)
        {
            throw node.Wrong($"this must be the name of a stage, or an object with one of {string.Join(", ", Details.Keys)}");
        }

        ScenarioNode kind = kinds[0];
        node.With([kind.Name, .. Details[kind.Name]]);
        return kind.Name switch
        {
            "series" => WorkflowShape.Series([.. kind.Items().Select(part => Read(part, times))]),
            "parallel" => WorkflowShape.Parallel([.. kind.Items().Select(part => Read(part, times))]),
            "map" => Map(kind, node.Get("width").Integer(1, WidestMap), times),
            "repeat" => Repeat(kind, node.Get("times").Integer(1, MostRepetitions), times),
            "if" => If(kind, node, times),
            _ => Graph(kind, times),
        };
    }

    private WorkflowShape Call(ScenarioNode node, double times)
    {
        int stage = stages.ToList().IndexOf(node.Text());
        if (stage < 0)
        {
            throw node.Wrong($"there is no stage '{node.Text()}'; there are {string.Join(", ", stages)}");
        }

        _calls[stage] += times;
        return WorkflowShape.Call(stage);
    }

    private WorkflowShape Map(ScenarioNode part, int width, double times) => WorkflowShape.Map(Read(part, times * width), width);

    private WorkflowShape Repeat(ScenarioNode part, int count, double times) => WorkflowShape.Repeat(Read(part, times * count), count);

    private WorkflowShape If(ScenarioNode part, ScenarioNode whole, double times)
    {
        double probability = whole.Get("probability").Number(0, 1);
        WorkflowShape then = Read(part, times * probability);
        return WorkflowShape.If(probability, then, whole.Find("else") is { } other ? Read(other, times * (1 - probability)) : null);
    }

    private WorkflowShape Graph(ScenarioNode parts, double times)
    {
        string[] names = [.. parts.Members().Select(part => part.Name)];
        if (names.Length is 0 or > LargestGraph)
        {
            throw parts.Wrong($"a graph has from 1 to {LargestGraph} parts, and this one {names.Length}");
        }

        var shapes = new List<WorkflowShape>();
        var after = new List<IReadOnlyList<int>>();
        foreach (ScenarioNode part in parts.Members())
        {
            part.With("run", "after");
            shapes.Add(part.Find("run") is { } run ? Read(run, times) : Stage(part, times));
            after.Add([.. (part.Find("after")?.Items() ?? []).Select(name => Array.IndexOf(names, name.Text()) is >= 0 and var index
                ? index
                : throw name.Wrong($"the graph has no part '{name.Text()}'; there are {string.Join(", ", names)}"))]);
        }

        if (Circle(after) is { } circle)
        {
            throw parts.Members()[circle[0]].Wrong($"the parts wait for one another in a cycle: {string.Join(" after ", circle.Append(circle[0]).Select(index => names[index]))}");
        }

        return WorkflowShape.Graph(shapes, after);
    }

    // A part that names no other shape is the call of the stage that it is called after.
    private WorkflowShape Stage(ScenarioNode part, double times)
    {
        int stage = stages.ToList().IndexOf(part.Name);
        if (stage < 0)
        {
            throw part.Wrong($"there is no stage '{part.Name}'; there are {string.Join(", ", stages)}; or say what is 'run'");
        }

        _calls[stage] += times;
        return WorkflowShape.Call(stage);
    }

    private static List<int>? Circle(List<IReadOnlyList<int>> after)
    {
        // Parts that wait for none that is left are taken away; from what remains, following what is waited for leads into a circle.
        var left = Enumerable.Range(0, after.Count).ToHashSet();
        int before;
        do
        {
            before = left.Count;
            left.RemoveWhere(part => !after[part].Any(left.Contains));
        }
        while (left.Count < before);

        if (left.Count == 0)
        {
            return null;
        }

        var way = new List<int> { left.Min() };
        while (true)
        {
            int next = after[way[^1]].Where(left.Contains).Min();
            if (way.IndexOf(next) is >= 0 and var start)
            {
                return way[start..];
            }

            way.Add(next);
        }
    }
}
