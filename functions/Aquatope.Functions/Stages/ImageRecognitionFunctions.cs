using System.Text.Json;
using Aquatope.Examples.ImageRecognition;
using Aquatope.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace Aquatope.Functions;

/// <summary>The stages of image recognition: activities of which each app has one, and the others disabled.</summary>
public sealed class ImageRecognitionFunctions(TriggeredTasks tasks)
{
    /// <summary>Develops a photo into a small grey copy.</summary>
    [Function(nameof(DecodePhoto))]
    public Task<JsonElement?> DecodePhotoAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(DecodePhoto), instanceId, input);

    /// <summary>Finds the marks on a label.</summary>
    [Function(nameof(FindMarks))]
    public Task<JsonElement?> FindMarksAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(FindMarks), instanceId, input);

    /// <summary>Reads the number on a label.</summary>
    [Function(nameof(ReadDigits))]
    public Task<JsonElement?> ReadDigitsAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(ReadDigits), instanceId, input);

    /// <summary>Reads the handling symbols of a label.</summary>
    [Function(nameof(ReadSymbols))]
    public Task<JsonElement?> ReadSymbolsAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(ReadSymbols), instanceId, input);

    /// <summary>Routes a parcel.</summary>
    [Function(nameof(RouteParcel))]
    public Task<JsonElement?> RouteParcelAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(RouteParcel), instanceId, input);
}
