using System.Collections.Immutable;
using System.Text.Json;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>Reads the JSON object that an execution printed.</summary>
internal sealed class ResultReader(SpaceFile space)
{
    private const string Failed = "failed";

    /// <summary>Reads the object.</summary>
    /// <param name="measured">The object.</param>
    /// <returns>The result.</returns>
    /// <exception cref="FormatException">Something is missing or not what it must be; the message says what.</exception>
    public ExecutionResult Read(JsonElement measured)
    {
        ImmutableArray<TrialStage> calls = space.IsComposed && measured.TryGetProperty("stages", out JsonElement stages) ? ReadStages(stages) : [];
        if (SaysFailed(measured))
        {
            JsonElement failed = measured.GetProperty(Failed);
            string reason = failed.ValueKind == JsonValueKind.String && failed.GetString() is { Length: > 0 } text ? text : "it said so";
            string? stage = measured.TryGetProperty("stage", out JsonElement named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
            return ExecutionResult.Failed(reason, calls, stage);
        }

        double cost = Measure(measured, space.Minimize, "it");
        double latency = space.IsBounded || measured.TryGetProperty(space.Constrained, out _)
            ? Measure(measured, space.Constrained, "it") * space.MsPerUnit
            : calls.Select(End).DefaultIfEmpty(0).Max();
        return new ExecutionResult(new TrialExecution(latency, cost, Failed: false, calls), Failure: null);
    }

    /// <summary>Returns whether the object tells of a failure.</summary>
    /// <param name="measured">The object.</param>
    /// <returns>True where it does.</returns>
    public static bool SaysFailed(JsonElement measured) =>
        measured.TryGetProperty(Failed, out JsonElement failed) && failed.ValueKind is not (JsonValueKind.Null or JsonValueKind.False);

    private static double End(TrialStage call) => call.StartMs + call.LatencyMs;

    private ImmutableArray<TrialStage> ReadStages(JsonElement stages)
    {
        if (stages.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("its 'stages' are no object");
        }

        var calls = new List<TrialStage>();
        foreach (JsonProperty stage in stages.EnumerateObject())
        {
            IEnumerable<JsonElement> listed = stage.Value.ValueKind == JsonValueKind.Array ? stage.Value.EnumerateArray() : [stage.Value];
            calls.AddRange(listed.Select(call => ReadCall(stage.Name, call)));
        }

        return [.. calls.OrderBy(call => call.StartMs).ThenBy(call => call.Stage, StringComparer.Ordinal)];
    }

    private TrialStage ReadCall(string stage, JsonElement call)
    {
        string who = $"stage '{stage}'";
        if (call.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{who} is no object");
        }

        double latency = Measure(call, "latency", who) * space.MsPerUnit;
        double start = call.TryGetProperty("start", out _) ? Measure(call, "start", who) * space.MsPerUnit : 0;
        double cost = call.TryGetProperty(space.Minimize, out _) ? Measure(call, space.Minimize, who) : 0;
        return new TrialStage(stage, start, latency, latency, cost, StageOutcome.Completed, Contended: false);
    }

    private static double Measure(JsonElement element, string name, string who)
    {
        if (!element.TryGetProperty(name, out JsonElement value))
        {
            throw new FormatException($"{who} printed no '{name}'");
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) && number >= 0
            ? number
            : throw new FormatException($"the '{name}' of {who} is not a number of at least zero");
    }
}
