using System.Globalization;
using System.Text.Json;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>A file that states what to tune: knobs, what to minimise, and what must hold.</summary>
internal sealed class SpaceFile
{
    private const string Latency = "latency";
    private const double DefaultPercentile = 50;
    private const double WideRatio = 4;

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly string _path;
    private string _measure = Latency;
    private double? _atMost;
    private double _percentile = DefaultPercentile;

    private SpaceFile(string path) => _path = path;

    /// <summary>Gets the problem. Latencies are counted so that the bound is one second, whatever their unit.</summary>
    public TuningProblem Problem { get; private set; } = null!;

    /// <summary>Gets the name of what is minimised.</summary>
    public string Minimize { get; private set; } = "cost";

    /// <summary>Gets the name of what must keep the bound.</summary>
    public string Constrained => _measure;

    /// <summary>Gets a value indicating whether anything must keep a bound.</summary>
    public bool IsBounded => _atMost is not null;

    /// <summary>Gets a value indicating whether stages make up the whole: their latencies along the longest path, what is minimised by its sum.</summary>
    public bool IsComposed => Constrained == Latency && Minimize != Latency;

    /// <summary>Gets what a latency is multiplied by to count it in the problem's milliseconds.</summary>
    public double MsPerUnit => 1000 / (_atMost ?? 1);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>What it states.</returns>
    /// <exception cref="UsageException">It cannot be read, or states no problem; the message says where.</exception>
    public static SpaceFile Read(string path)
    {
        byte[] content = new NamedFile("--space", path).Read();
        try
        {
            using JsonDocument document = JsonDocument.Parse(content, Lenient);
            var file = new SpaceFile(path);
            file.ReadRoot(document.RootElement);
            return file;
        }
        catch (JsonException exception)
        {
            throw new UsageException($"--space: {path} is no JSON: {exception.Message}");
        }
    }

    private void ReadRoot(JsonElement root)
    {
        Dictionary<string, JsonElement> parts = Properties(root, "the file", "knobs", "objective", "baseline");
        if (parts.GetValueOrDefault("objective") is { ValueKind: not JsonValueKind.Undefined } objective)
        {
            ReadObjective(objective);
        }

        if (parts.GetValueOrDefault("knobs") is not { ValueKind: JsonValueKind.Array } list)
        {
            throw Wrong("'knobs' must be a list of knobs");
        }

        SearchSpace space = Checked(() => new SearchSpace(list.EnumerateArray().Select(ReadKnob).ToList()));
        TimeSpan bound = IsBounded ? TimeSpan.FromSeconds(1) : TimeSpan.MaxValue;
        Problem = new TuningProblem(Path.GetFileNameWithoutExtension(_path), space, new LatencyObjective(bound, _percentile))
        {
            Baseline = parts.TryGetValue("baseline", out JsonElement baseline) ? ReadBaseline(space, baseline) : null,
        };
    }

    private void ReadObjective(JsonElement objective)
    {
        Dictionary<string, JsonElement> parts = Properties(objective, "the objective", "minimize", "subjectTo");
        Minimize = parts.TryGetValue("minimize", out JsonElement minimize) ? Text(minimize, "'minimize'") : Minimize;
        if (!parts.TryGetValue("subjectTo", out JsonElement constraints))
        {
            return;
        }

        JsonProperty[] named = constraints.ValueKind == JsonValueKind.Object
            ? [.. constraints.EnumerateObject()]
            : throw Wrong("'subjectTo' must be an object such as {\"latency\": {\"atMost\": 0.9, \"percentile\": 95}}");
        if (named.Length > 1)
        {
            throw Wrong($"'subjectTo' names {named.Length} measures; it can be one");
        }

        foreach (JsonProperty constraint in named)
        {
            Dictionary<string, JsonElement> limits = Properties(constraint.Value, $"'{constraint.Name}'", "atMost", "percentile");
            _measure = constraint.Name;
            _atMost = limits.TryGetValue("atMost", out JsonElement atMost) ? Number(atMost, "'atMost'") : throw Wrong($"'{constraint.Name}' needs 'atMost'");
            _percentile = limits.TryGetValue("percentile", out JsonElement percentile) ? Number(percentile, "'percentile'") : DefaultPercentile;
            if (!(_atMost > 0) || _percentile is not (> 0 and < 100))
            {
                throw Wrong($"'{constraint.Name}' needs a positive 'atMost' and a 'percentile' between 0 and 100");
            }
        }
    }

    private Knob ReadKnob(JsonElement element)
    {
        Dictionary<string, JsonElement> parts = Properties(element, "a knob", "name", "stage", "min", "max", "choices", "scale", "integer");
        string name = parts.TryGetValue("name", out JsonElement given) ? Text(given, "a knob's 'name'") : throw Wrong("a knob has no 'name'");
        string? stage = parts.TryGetValue("stage", out JsonElement owner) ? Text(owner, $"the 'stage' of '{name}'") : null;
        bool? logarithmic = parts.TryGetValue("scale", out JsonElement scale)
            ? scale.ValueKind == JsonValueKind.String && scale.GetString() is "log" or "linear"
                ? scale.GetString() == "log"
                : throw Wrong($"the 'scale' of '{name}' must be \"log\" or \"linear\"")
            : null;
        bool integer = parts.TryGetValue("integer", out JsonElement whole)
            && (whole.ValueKind is JsonValueKind.True or JsonValueKind.False ? whole.GetBoolean() : throw Wrong($"'integer' of '{name}' must be true or false"));
        if (parts.TryGetValue("choices", out JsonElement choices))
        {
            if (parts.ContainsKey("min") || parts.ContainsKey("max"))
            {
                throw Wrong($"'{name}' has both 'choices' and a range; it must be one of them");
            }

            double[] values = choices.ValueKind == JsonValueKind.Array
                ? [.. choices.EnumerateArray().Select(value => Number(value, $"a choice of '{name}'"))]
                : throw Wrong($"'choices' of '{name}' must be a list of numbers");
            bool wide = values.Length > 1 && values.Min() > 0 && values.Max() >= WideRatio * values.Min();
            return Checked(() => Knob.Of(name, stage, values, logarithmic ?? wide));
        }

        return parts.TryGetValue("min", out JsonElement min) && parts.TryGetValue("max", out JsonElement max)
            ? Checked(() => Knob.Range(name, stage, Number(min, $"'min' of '{name}'"), Number(max, $"'max' of '{name}'"), logarithmic ?? false, integer))
            : throw Wrong($"'{name}' needs 'min' and 'max', or 'choices'");
    }

    private Configuration ReadBaseline(SearchSpace space, JsonElement baseline)
    {
        Dictionary<string, JsonElement> values = Properties(baseline, "'baseline'", [.. space.Knobs.Select(knob => knob.Name)]);
        return new Configuration([.. space.Knobs.Select(knob =>
        {
            double value = values.TryGetValue(knob.Name, out JsonElement given) ? Number(given, $"'{knob.Name}' of the baseline") : throw Wrong($"the baseline lacks '{knob.Name}'");
            return knob.Contains(value) ? value : throw Wrong($"the baseline sets '{knob.Name}' to {value.ToString(CultureInfo.InvariantCulture)}, which is not allowed");
        })]);
    }

    private Dictionary<string, JsonElement> Properties(JsonElement element, string what, params string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong($"{what} must be an object");
        }

        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name, StringComparer.Ordinal))
            {
                throw Wrong($"{what} has '{property.Name}'; there can be {string.Join(", ", known)}");
            }

            if (!found.TryAdd(property.Name, property.Value))
            {
                throw Wrong($"{what} has '{property.Name}' twice");
            }
        }

        return found;
    }

    private string Text(JsonElement element, string what) => element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } text
        ? text
        : throw Wrong($"{what} must be a text");

    private double Number(JsonElement element, string what) => element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double number) && double.IsFinite(number)
        ? number
        : throw Wrong($"{what} must be a number");

    private T Checked<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException exception)
        {
            // The library's sentence, without the name of its parameter.
            string sentence = exception.ParamName is null ? exception.Message : exception.Message.Replace($" (Parameter '{exception.ParamName}')", string.Empty, StringComparison.Ordinal);
            throw new UsageException($"--space: {_path}: {sentence}");
        }
    }

    private UsageException Wrong(string what) => new($"--space: {_path}: {what}.");
}
