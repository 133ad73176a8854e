using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Core;

namespace Aquatope.Azure;

/// <summary>The list of stage apps, as the template hands it to the control app in the setting <c>AQUATOPE_APPS</c>.</summary>
public static class StageApps
{
    private const string TrialPrefix = "trial-";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Reads the list.</summary>
    /// <param name="json">An array of objects with <c>lane</c>, <c>stage</c>, <c>plan</c> and <c>id</c>.</param>
    /// <returns>The apps. Those of trial lanes are changed whenever they are asked to, for nobody is served by them.</returns>
    /// <exception cref="AppListException">The text is no such list.</exception>
    public static IReadOnlyList<StageApp> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            Entry[] entries = JsonSerializer.Deserialize<Entry[]>(json, Json) ?? throw new AppListException("it is empty.");
            return [.. entries.Select(AppOf)];
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new AppListException(AzureServiceException.FirstLine(exception.Message), exception);
        }
    }

    private static StageApp AppOf(Entry entry)
    {
        if (!ResourceIdentifier.TryParse(entry.Id, out ResourceIdentifier? id))
        {
            throw new AppListException($"'{entry.Id}' is no ID of a resource.");
        }

        string expected = entry.Plan == HostingPlan.ContainerApps ? "Microsoft.App/containerApps" : "Microsoft.Web/sites";
        if (!string.Equals(id!.ResourceType, expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new AppListException($"an app on {entry.Plan} is of type {expected}, and '{entry.Id}' is of type {id.ResourceType}.");
        }

        var app = new StageApp { Lane = entry.Lane, Stage = entry.Stage, Plan = entry.Plan, Id = id };
        return entry.Lane.StartsWith(TrialPrefix, StringComparison.Ordinal) ? app with { WarmInterval = TimeSpan.Zero } : app;
    }

    private sealed record Entry(string Lane, string Stage, HostingPlan Plan, string Id);
}
