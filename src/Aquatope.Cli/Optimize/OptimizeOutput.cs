using System.Text;
using System.Text.Json.Nodes;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>Writes configurations and results as one line each: JSON, or for people.</summary>
internal sealed class OptimizeOutput(SpaceFile space, TextWriter output, bool json)
{
    /// <summary>Returns a configuration as a JSON object.</summary>
    /// <param name="space">The knobs.</param>
    /// <param name="configuration">Their values.</param>
    /// <returns>One line.</returns>
    public static string Configuration(SearchSpace space, Configuration configuration) => Values(space, configuration).ToJsonString();

    /// <summary>Writes what one execution came to.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="result">What came of it.</param>
    public void Write(int number, Configuration configuration, ExecutionResult result)
    {
        double latency = result.Execution.LatencyMs / space.MsPerUnit;
        if (!json)
        {
            string outcome = result.Failure is null ? FormattableString.Invariant($"{space.Minimize} {result.Execution.Cost:G5}, {space.Constrained} {latency:G5}") : $"failed: {result.Failure}";
            output.WriteLine(FormattableString.Invariant($"{number,4}  {outcome}  at {Described(configuration)}"));
            return;
        }

        var line = new JsonObject { ["execution"] = number, ["configuration"] = Values(space.Problem.Space, configuration) };
        if (result.Failure is null)
        {
            line[space.Minimize] = result.Execution.Cost;
            line[space.Constrained] = latency;
        }
        else
        {
            line["failed"] = result.Failure;
        }

        output.WriteLine(line.ToJsonString());
    }

    /// <summary>Writes what the search ended with.</summary>
    /// <param name="best">What is recommended.</param>
    /// <param name="executions">How many executions there were.</param>
    /// <param name="stopped">Why it ended.</param>
    public void Write(Recommendation best, int executions, string stopped)
    {
        double latency = best.LatencyMs / space.MsPerUnit;
        if (!json)
        {
            output.WriteLine(FormattableString.Invariant(
                $"best: {Described(best.Configuration)}; {space.Minimize} {best.Cost:G5}, {space.Constrained} {latency:G5} expected, probability {best.FeasibleProbability:P0} of meeting the objective; {executions} executions, stopped because {stopped}"));
            return;
        }

        output.WriteLine(new JsonObject
        {
            ["best"] = Values(space.Problem.Space, best.Configuration),
            ["predicted"] = new JsonObject { [space.Minimize] = best.Cost, [space.Constrained] = latency },
            ["feasibleProbability"] = best.FeasibleProbability,
            ["executions"] = executions,
            ["stopped"] = stopped,
        }.ToJsonString());
    }

    private static JsonObject Values(SearchSpace space, Configuration configuration)
    {
        var values = new JsonObject();
        foreach ((Knob knob, double value) in space.Knobs.Zip(configuration.Values))
        {
            values[knob.Name] = value;
        }

        return values;
    }

    private string Described(Configuration configuration)
    {
        var text = new StringBuilder();
        foreach ((Knob knob, double value) in space.Problem.Space.Knobs.Zip(configuration.Values))
        {
            text.Append(text.Length == 0 ? string.Empty : ", ").Append(knob.Name).Append(' ').Append(FormattableString.Invariant($"{value:G4}"));
        }

        return text.ToString();
    }
}
