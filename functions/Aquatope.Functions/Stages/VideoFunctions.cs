using System.Text.Json;
using Aquatope.Examples.Video;
using Aquatope.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace Aquatope.Functions;

/// <summary>The stages of video processing: activities of which each app has one, and the others disabled.</summary>
public sealed class VideoFunctions(TriggeredTasks tasks)
{
    /// <summary>Cuts a clip into chunks.</summary>
    [Function(nameof(SplitVideo))]
    public Task<JsonElement?> SplitVideoAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(SplitVideo), instanceId, input);

    /// <summary>Puts a watermark on every frame of a chunk.</summary>
    [Function(nameof(WatermarkChunk))]
    public Task<JsonElement?> WatermarkChunkAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(WatermarkChunk), instanceId, input);

    /// <summary>Encodes every frame of a chunk anew.</summary>
    [Function(nameof(TranscodeChunk))]
    public Task<JsonElement?> TranscodeChunkAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(TranscodeChunk), instanceId, input);

    /// <summary>Finds cuts in a chunk and measures motion.</summary>
    [Function(nameof(DetectScenes))]
    public Task<JsonElement?> DetectScenesAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(DetectScenes), instanceId, input);

    /// <summary>Joins the chunks and paints a storyboard.</summary>
    [Function(nameof(MergeVideo))]
    public Task<JsonElement?> MergeVideoAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(MergeVideo), instanceId, input);
}
