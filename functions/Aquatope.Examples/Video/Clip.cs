namespace Aquatope.Examples.Video;

/// <summary>Which clip to process.</summary>
/// <param name="Name">One of <see cref="Names"/>.</param>
/// <param name="FramesPerChunk">The length of a chunk; at least 1. The last chunk may be shorter.</param>
/// <param name="Watermark">The text to put on every frame: digits and capital letters A to F, or hyphens.</param>
public sealed record ClipRequest(string Name, int FramesPerChunk, string Watermark)
{
    /// <summary>Gets the names of the clips in this assembly, shortest first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["short", "medium", "long"];
}

/// <summary>A run of frames, kept as an artefact of concatenated JPEGs.</summary>
/// <param name="Index">The place of the chunk in the clip, from zero.</param>
/// <param name="FirstFrame">The place of its first frame in the clip.</param>
/// <param name="Artefact">The frames' artefact.</param>
/// <param name="Watermark">The text to put on every frame.</param>
public sealed record ClipChunk(int Index, int FirstFrame, string Artefact, string Watermark);

/// <summary>The chunks of a clip, in order.</summary>
/// <param name="Chunks">The chunks.</param>
public sealed record ClipPlan(IReadOnlyList<ClipChunk> Chunks);

/// <summary>A chunk after a stage has made new frames of it.</summary>
/// <param name="Index">The place of the chunk in the clip.</param>
/// <param name="Frames">The number of frames.</param>
/// <param name="Bytes">The size of the new frames.</param>
/// <param name="Artefact">Their artefact.</param>
public sealed record EncodedChunk(int Index, int Frames, int Bytes, string Artefact);

/// <summary>Where the picture changes.</summary>
/// <param name="Index">The place of the chunk in the clip.</param>
/// <param name="Cuts">The frames of the clip with which a new scene begins.</param>
/// <param name="Motion">The mean motion between frames, in pixels.</param>
public sealed record ChunkScenes(int Index, IReadOnlyList<int> Cuts, double Motion);

/// <summary>What the parallel stages made of all chunks.</summary>
/// <param name="Name">The clip's name.</param>
/// <param name="Marked">The frames with the watermark, as JPEG.</param>
/// <param name="Transcoded">The frames as WebP.</param>
/// <param name="Scenes">The cuts.</param>
public sealed record ProcessedChunks(
    string Name,
    IReadOnlyList<EncodedChunk> Marked,
    IReadOnlyList<EncodedChunk> Transcoded,
    IReadOnlyList<ChunkScenes> Scenes);

/// <summary>What the workflow gives back.</summary>
/// <param name="Name">The clip's name.</param>
/// <param name="Frames">The number of frames.</param>
/// <param name="MarkedBytes">The size of the watermarked clip.</param>
/// <param name="MarkedArtefact">The watermarked clip: concatenated JPEGs, in order.</param>
/// <param name="TranscodedBytes">The size of all WebP frames.</param>
/// <param name="Cuts">The frames with which a new scene begins, ascending; the first frame is not among them.</param>
/// <param name="StoryboardArtefact">A JPEG with the first frame of every scene, side by side.</param>
public sealed record ProcessedClip(
    string Name,
    int Frames,
    int MarkedBytes,
    string MarkedArtefact,
    int TranscodedBytes,
    IReadOnlyList<int> Cuts,
    string StoryboardArtefact);
