using System.Globalization;
using System.Text;
using System.Text.Json;
using Aquatope.Cli;

namespace Aquatope.Docs.Tests;

/// <summary>Writes the scenario files of the paper's five workflows from what was measured of this project's own.</summary>
internal static class MeasuredScenarios
{
    private const string Measured = "src/Aquatope.Simulation/Data/measured/examples.json";
    private const string Load = "../Reproduce/Data/azure2019_14d.csv.gz";
    private const double MostPerMinute = 60;
    private const int TrainDays = 10;

    // What it does, its objective in milliseconds, and the order of its stages: {0} is the first one's name, {0:w} the number of its calls.
    private static readonly (string Name, string About, int BoundMs, string Shape)[] All =
    [
        ("image-recognition", "A photo of a parcel label is developed and searched for marks; digits and symbols are read side by side; the parcel is routed.", 800,
            """{ "series": [{0}, {1}, { "parallel": [{2}, {3}] }, {4}] }"""),
        ("chain", "A document is split into tokens, its sentences are ranked, and a summary is made of the best.", 600,
            """{ "series": [{0}, {1}, {2}] }"""),
        ("fan-out", "Web traffic is split, its parts are searched for spikes side by side, and the findings merged.", 600,
            """{ "series": [{0}, { "map": {1}, "width": {1:w} }, {2}] }"""),
        ("video", "A clip is split; its chunks are watermarked, transcoded and searched for scenes side by side; all is merged.", 1000,
            """{ "series": [{0}, { "parallel": [{ "map": {1}, "width": {1:w} }, { "map": {2}, "width": {2:w} }, { "map": {3}, "width": {3:w} }] }, {4}] }"""),
        ("social-network", "A post is filtered, stored, and put into the timelines of its author and of all followers.", 300,
            """{ "series": [{ "parallel": [{0}, {1}] }, { "parallel": [{2}, {3}, { "series": [{4}, {5}] }] }] }"""),
    ];

    /// <summary>Gets the names of the workflows.</summary>
    public static IEnumerable<string> Names => All.Select(workflow => workflow.Name);

    /// <summary>Returns the path of a workflow's scenario in the repository.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string File(string name) => $"src/Aquatope.Cli/Simulate/{name}.scenario.json";

    /// <summary>Returns a workflow's scenario.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Write(string name)
    {
        int place = Array.FindIndex(All, workflow => workflow.Name == name);
        (_, string about, int boundMs, string shape) = All[place];
        JsonProperty[] stages = [.. JsonElement.Parse(Repository.Read(Measured)).GetProperty(name).GetProperty("stages").EnumerateObject()];
        (string series, double scale) = LoadOf(place);
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {
              // {{about}}
              // Times are measured, see ../../Aquatope.Simulation/Data/measured; the load is one function's of the Azure Functions trace of 2019,
              // see ../Reproduce/Data. Written by tests/Aquatope.Docs.Tests.
              "name": "{{name}}",
              "seed": 1,
              "trainDays": {{TrainDays}},
              "warmUpMinutes": 60,
              "days": 1,
              "stages": {
            {{string.Join(",\n", stages.Select(StageOf))}}
              },
              "workflow": {{ShapeOf(shape, stages)}},
              "load": { "counts": "{{Load}}", "series": "{{series}}", "scale": {{scale}} },
              "objective": { "latencyMs": {{boundMs}}, "percentile": 95 },
              "policies": [
                { "policy": "keep-alive", "minutes": 10 },
                "hybrid-histogram",
                { "policy": "forecast", "method": "gamma-poisson", "pricePerColdStart": 0.005, "followsObjective": true, "idleTimes": true, "cascade": true },
                "autoscale"
              ]
            }

            """);
    }

    private static string StageOf(JsonProperty stage)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"    \"{stage.Name}\": {{\n");
        text.Append("      \"cpu\": 1, \"memoryMiB\": 512,\n");
        text.Append(CultureInfo.InvariantCulture, $"      \"startUp\": {{ \"logNormalMs\": {Of("startUpMs")}, \"variation\": {Of("startUpVariation")} }},\n");
        text.Append("      \"execution\": {\n");
        text.Append(CultureInfo.InvariantCulture, $"        \"model\": {{ \"cpuSeconds\": {Of("cpuSeconds")}, \"cpuExponent\": {Of("cpuExponent")}, \"fixedSeconds\": {Of("fixedSeconds")}, ");
        text.Append(CultureInfo.InvariantCulture, $"\"memorySeconds\": {Of("memorySeconds")}, \"workingSetMiB\": {Of("workingSetMiB")} }},\n");
        text.Append(CultureInfo.InvariantCulture, $"        \"noise\": {{ \"variation\": {Of("variation")} }}\n      }}\n    }}");
        return text.ToString();

        string Of(string measure) => stage.Value.GetProperty(measure).GetRawText();
    }

    private static string ShapeOf(string shape, JsonProperty[] stages)
    {
        for (int i = 0; i < stages.Length; i++)
        {
            double calls = Math.Max(1, Math.Round(stages[i].Value.GetProperty("callsPerExecution").GetDouble()));
            shape = shape
                .Replace($"{{{i}:w}}", calls.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace($"{{{i}}}", $"\"{stages[i].Name}\"", StringComparison.Ordinal);
        }

        return shape;
    }

    // As the figures that compare complete systems have it: a function for each workflow in turn, scaled down where it is too busy.
    private static (string Series, double Scale) LoadOf(int place)
    {
        IReadOnlyList<NamedSeries> load = SmapeFigure.Read();
        NamedSeries chosen = load[place % load.Count];
        double mean = chosen.Counts.Prefix(TrainDays * 24 * 60).Counts.ToArray().Average();
        return (chosen.Name, Math.Round(Math.Min(1, MostPerMinute / mean), 4));
    }
}
