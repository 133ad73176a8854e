using System.Text.Json;
using System.Text.Json.Serialization;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.AspNetCore.Http;

namespace Aquatope.Functions;

/// <summary>What HTTP functions answer.</summary>
internal static class Answers
{
    /// <summary>How bodies are written.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Answers with a value; null is an answer, too.</summary>
    public static Task<IResult> OfAsync(Func<Task<object?>> make) => AnswerAsync(async () => Results.Json(await make(), Json));

    /// <summary>Answers that something has begun, with its ID.</summary>
    public static Task<IResult> StartedAsync(Func<Task<string>> start) =>
        AnswerAsync(async () => Results.Json(new { instanceId = await start() }, Json, statusCode: StatusCodes.Status202Accepted));

    /// <summary>Answers that something is done.</summary>
    public static Task<IResult> DoneAsync(Func<Task> act) => AnswerAsync(async () =>
    {
        await act();
        return Results.NoContent();
    });

    /// <summary>Reads a body, null where there is none.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static async Task<JsonElement?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        string text = await reader.ReadToEndAsync(cancellationToken);
        return string.IsNullOrWhiteSpace(text) ? null : JsonElement.Parse(text);
    }

    private static async Task<IResult> AnswerAsync(Func<Task<IResult>> make)
    {
        try
        {
            return await make();
        }
        catch (ControlException refused)
        {
            return Refusal(refused.Message, refused.Problem switch
            {
                ControlProblem.NotFound => StatusCodes.Status404NotFound,
                ControlProblem.Conflict => StatusCodes.Status409Conflict,
                _ => StatusCodes.Status400BadRequest,
            });
        }
        catch (StateConflictException conflict)
        {
            return Refusal(conflict.Message, StatusCodes.Status409Conflict);
        }
        catch (JsonException wrong)
        {
            return Refusal($"The body is not what it should be: {wrong.Message}", StatusCodes.Status400BadRequest);
        }
    }

    private static IResult Refusal(string message, int status) => Results.Json(new { error = message }, Json, statusCode: status);
}
