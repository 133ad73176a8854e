using Aquatope.Workflows;
using Microsoft.DurableTask;

namespace Aquatope.Examples.Video;

/// <summary>Video: split, then per chunk watermark, transcode and scene detection in parallel, then merge.</summary>
public sealed class ProcessVideo : TaskOrchestrator<ClipRequest, ProcessedClip>
{
    /// <inheritdoc/>
    public override async Task<ProcessedClip> RunAsync(TaskOrchestrationContext context, ClipRequest input)
    {
        ClipPlan plan = await context.CallStageAsync<ClipPlan>(nameof(SplitVideo), input);
        Task<EncodedChunk>[] marked = Start<EncodedChunk>(context, nameof(WatermarkChunk), plan);
        Task<EncodedChunk>[] transcoded = Start<EncodedChunk>(context, nameof(TranscodeChunk), plan);
        Task<ChunkScenes>[] scenes = Start<ChunkScenes>(context, nameof(DetectScenes), plan);
        var processed = new ProcessedChunks(
            input.Name, await Task.WhenAll(marked), await Task.WhenAll(transcoded), await Task.WhenAll(scenes));
        return await context.CallStageAsync<ProcessedClip>(nameof(MergeVideo), processed);
    }

    private static Task<T>[] Start<T>(TaskOrchestrationContext context, string stage, ClipPlan plan) =>
        plan.Chunks.Select(chunk => context.CallStageAsync<T>(stage, chunk)).ToArray();
}
