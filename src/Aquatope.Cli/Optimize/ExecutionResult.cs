using System.Text.Json;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>What one execution of the user's command came to.</summary>
/// <param name="Execution">As tuners take it.</param>
/// <param name="Failure">Why it failed, or null.</param>
internal sealed record ExecutionResult(TrialExecution Execution, string? Failure)
{
    /// <summary>Reads what the command printed.</summary>
    /// <param name="space">What is tuned, and what measures are called.</param>
    /// <param name="output">Its standard output: one JSON object, alone or on the last line.</param>
    /// <param name="failure">How it failed as a process, or null. What it printed of its failure says more.</param>
    /// <returns>The result; output that says nothing usable is a failed execution.</returns>
    public static ExecutionResult Of(SpaceFile space, string output, string? failure)
    {
        string text = output.Trim();
        string last = text[(text.LastIndexOf('\n') + 1)..].Trim();
        JsonElement? found = Parse(text) ?? Parse(last);
        if (found is not { ValueKind: JsonValueKind.Object } measured)
        {
            return Failed(failure ?? "it printed no JSON object", [], stage: null);
        }

        try
        {
            var reader = new ResultReader(space);
            return failure is null || ResultReader.SaysFailed(measured) ? reader.Read(measured) : Failed(failure, [], stage: null);
        }
        catch (FormatException exception)
        {
            return Failed(failure ?? exception.Message, [], stage: null);
        }
    }

    /// <summary>Makes the result of an execution that failed.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="calls">The stage calls known of it.</param>
    /// <param name="stage">The stage to blame, or null.</param>
    /// <returns>The result.</returns>
    public static ExecutionResult Failed(string reason, IEnumerable<TrialStage> calls, string? stage)
    {
        StageOutcome cause = reason.Contains("memory", StringComparison.OrdinalIgnoreCase) ? StageOutcome.OutOfMemory : StageOutcome.Failed;
        IEnumerable<TrialStage> blamed = stage is null ? calls : calls.Append(new TrialStage(stage, 0, 0, 0, 0, cause, Contended: false));
        return new ExecutionResult(new TrialExecution(0, 0, Failed: true, [.. blamed]) { Cause = cause }, reason);
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            // Not the object, or not alone.
            return null;
        }
    }
}
