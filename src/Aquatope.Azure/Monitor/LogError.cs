using System.Text.Json;

namespace Aquatope.Azure;

/// <summary>An error as the service describes it: errors within errors, of which the innermost says most.</summary>
/// <param name="Code">The outermost code.</param>
/// <param name="Message">The innermost message.</param>
internal sealed record LogError(string? Code, string Message)
{
    /// <summary>Gets a value indicating whether the answer was larger than what the service hands out.</summary>
    public bool IsTooLarge =>
        Message.Contains("exceed the set limit", StringComparison.OrdinalIgnoreCase)
        || Message.Contains("E_QUERY_RESULT_SET_TOO_LARGE", StringComparison.Ordinal)
        || Message.Contains("maximum response size", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the error of an answer.</summary>
    /// <param name="answer">The answer, or null where it was no JSON.</param>
    /// <returns>The error.</returns>
    public static LogError Of(JsonElement? answer)
    {
        string? code = null;
        string message = "the answer says nothing more.";
        JsonElement? error = Member(answer, "error");
        while (error is { } level)
        {
            code ??= Member(level, "code")?.GetString();
            message = Member(level, "message")?.GetString() ?? message;
            error = Member(level, "innererror") ?? First(Member(level, "details"));
        }

        return new LogError(code, AzureServiceException.FirstLine(message));
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } present && present.TryGetProperty(name, out JsonElement member) ? member : null;

    private static JsonElement? First(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } present && present.GetArrayLength() > 0 ? present[0] : null;
}
