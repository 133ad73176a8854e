using Aquatope.Examples.Tests.Assets;
using Aquatope.Examples.Video;
using SkiaSharp;

namespace Aquatope.Examples.Tests.Video;

public sealed class ProcessVideoStagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ArtefactStore _artefacts;

    public ProcessVideoStagesTests() => _artefacts = new ArtefactStore(new LocalFolder(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("short", 2, 2)]
    [InlineData("medium", 3, 3)]
    [InlineData("long", 4, 5)]
    public async Task Split_CommittedClip_KeepsEveryFrameInOrder(string name, int scenes, int chunks)
    {
        ClipPlan plan = await ClipSplitter.SplitAsync(new ClipRequest(name, 12, "A-1"), _artefacts);

        byte[] joined = MotionJpeg.Join(await Task.WhenAll(plan.Chunks.Select(chunk => _artefacts.GetAsync(chunk.Artefact))));
        Assert.Equal(chunks, plan.Chunks.Count);
        Assert.Equal(ExampleAssets.ReadBytes($"clips/{name}.mjpeg"), joined);
        Assert.Equal(ClipPainter.FrameCount(scenes), MotionJpeg.Frames(joined).Count);
        Assert.Equal(Enumerable.Range(0, chunks).Select(i => 12 * i), plan.Chunks.Select(chunk => chunk.FirstFrame));
    }

    [Fact]
    public async Task Split_UnknownClipOrEmptyChunks_Throws()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => ClipSplitter.SplitAsync(new ClipRequest("none", 12, ""), _artefacts));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ClipSplitter.SplitAsync(new ClipRequest("short", 0, ""), _artefacts));
    }

    [Fact]
    public void Frames_DamagedStream_Throws()
    {
        Assert.Throws<InvalidDataException>(() => MotionJpeg.Frames([1, 2, 3, 4]));
        Assert.Throws<InvalidDataException>(() => MotionJpeg.Frames([0xFF, 0xD8, 3, 4]));
    }

    [Fact]
    public async Task Mark_Chunk_ChangesOnlyTheCornerWithTheText()
    {
        ClipChunk chunk = await FirstChunkAsync("short");

        EncodedChunk marked = await Watermarker.MarkAsync(chunk, _artefacts);

        (int width, _, byte[] before) = ImageCodec.DecodeGrey(MotionJpeg.Frames(await _artefacts.GetAsync(chunk.Artefact))[3]);
        (_, _, byte[] after) = ImageCodec.DecodeGrey(MotionJpeg.Frames(await _artefacts.GetAsync(marked.Artefact))[3]);
        Assert.Equal(12, marked.Frames);
        Assert.True(Changed(before, after, (x, y) => x < 90 && y < 48) > 25);
        Assert.True(Changed(before, after, (x, y) => x > 110 || y > 60) < 4);

        double Changed(byte[] a, byte[] b, Func<int, int, bool> where) => Enumerable.Range(0, a.Length)
            .Where(i => where(i % width, i / width))
            .Select(i => Math.Abs(a[i] - b[i]))
            .OrderDescending()
            .Take(300)
            .Average();
    }

    [Fact]
    public async Task Mark_CharacterWithoutSegments_Throws()
    {
        ClipChunk chunk = (await FirstChunkAsync("short")) with { Watermark = "A?" };

        await Assert.ThrowsAsync<ArgumentException>(() => Watermarker.MarkAsync(chunk, _artefacts));
    }

    [Fact]
    public async Task Transcode_Chunk_IsSmallerAndLooksAlike()
    {
        ClipChunk chunk = await FirstChunkAsync("short");

        EncodedChunk transcoded = await Transcoder.TranscodeAsync(chunk, _artefacts);

        byte[] source = await _artefacts.GetAsync(chunk.Artefact);
        List<byte[]> frames = Transcoder.Unpack(await _artefacts.GetAsync(transcoded.Artefact));
        Assert.Equal(12, frames.Count);
        Assert.True(transcoded.Bytes < source.Length);
        (_, _, byte[] before) = ImageCodec.DecodeGrey(MotionJpeg.Frames(source)[5]);
        (_, _, byte[] after) = ImageCodec.DecodeGrey(frames[5]);
        Assert.InRange(before.Zip(after, (a, b) => (double)Math.Abs(a - b)).Average(), 0, 6);
        using SKCodec codec = SKCodec.Create(new MemoryStream(frames[5]));
        Assert.Equal(SKEncodedImageFormat.Webp, codec.EncodedFormat);
    }

    [Theory]
    [InlineData("short", 2)]
    [InlineData("medium", 3)]
    [InlineData("long", 4)]
    public async Task Merge_WholeClip_FindsEveryCutAlsoBetweenChunks(string name, int scenes)
    {
        // Chunks of 10 put the first cut exactly between two of them.
        ClipPlan plan = await ClipSplitter.SplitAsync(new ClipRequest(name, 10, "A-1"), _artefacts);
        EncodedChunk[] marked = await Task.WhenAll(plan.Chunks.Select(chunk => Watermarker.MarkAsync(chunk, _artefacts)));
        EncodedChunk[] transcoded = await Task.WhenAll(plan.Chunks.Select(chunk => Transcoder.TranscodeAsync(chunk, _artefacts)));
        ChunkScenes[] found = await Task.WhenAll(plan.Chunks.Select(chunk => SceneDetector.DetectAsync(chunk, _artefacts)));

        ProcessedClip clip = await ClipMerger.MergeAsync(
            new ProcessedChunks(name, marked.Reverse().ToArray(), transcoded, found), _artefacts);

        Assert.Equal(ClipPainter.FrameCount(scenes), clip.Frames);
        Assert.Equal(ClipPainter.Cuts(scenes), clip.Cuts);
        (int width, int height, _) = ImageCodec.DecodeGrey(await _artefacts.GetAsync(clip.StoryboardArtefact));
        Assert.Equal((384 * scenes, 288), (width, height));
        Assert.All(found, chunk => Assert.InRange(chunk.Motion, 0.5 * ClipPainter.Pan, 1.5 * ClipPainter.Pan));
    }

    [Fact]
    public void Motion_ShiftedNoise_IsTheShift()
    {
        var random = new SeededGenerator(1);
        byte[] before = Enumerable.Range(0, 96 * 96).Select(_ => (byte)random.Next(256)).ToArray();
        byte[] after = Enumerable.Range(0, 96 * 96).Select(i => before[Math.Min(before.Length - 1, i + (3 * 96) + 4)]).ToArray();

        Assert.Equal(5, SceneDetector.Motion(before, after, width: 96), 0.01);
        Assert.Equal(0, SceneDetector.Motion(before, before, width: 96));
    }

    private async Task<ClipChunk> FirstChunkAsync(string name) =>
        (await ClipSplitter.SplitAsync(new ClipRequest(name, 12, "A-17"), _artefacts)).Chunks[0];
}
