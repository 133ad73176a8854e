using Aquatope.Examples;
using Aquatope.Examples.Azure;
using Aquatope.Examples.SocialNetwork;
using Aquatope.Examples.Tests;
using Aquatope.Examples.Video;
using Azure.Storage.Blobs;

namespace Aquatope.Azure.Tests;

/// <summary>The examples whose stages share files, with these in Blob Storage.</summary>
public sealed class ExamplesOnBlobFolderTests(StorageFixture storage)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ProcessVideo_RunTwice_GivesTheSameAndWritesNothingNew()
    {
        BlobContainerClient container = await storage.NewContainerAsync();
        await container.CreateAsync(cancellationToken: Cancellation);
        var folder = new BlobFolder(container);

        var once = (ProcessedClip)(await RunAsync(nameof(ProcessVideo), "video-1", new ClipRequest("short", 12, "A-01"), folder))!;
        List<string> written = await NamesAsync(container);
        var again = (ProcessedClip)(await RunAsync(nameof(ProcessVideo), "video-1", new ClipRequest("short", 12, "A-01"), folder))!;

        Assert.Equal((once.MarkedArtefact, once.StoryboardArtefact), (again.MarkedArtefact, again.StoryboardArtefact));
        Assert.Contains($"artefacts/{once.StoryboardArtefact}", written);
        Assert.Equal(written, await NamesAsync(container));
    }

    [Fact]
    public async Task ComposePost_EveryStageRunTwice_IsInEachTimelineOnce()
    {
        BlobContainerClient container = await storage.NewContainerAsync();
        await container.CreateAsync(cancellationToken: Cancellation);
        var folder = new BlobFolder(container);

        // The same instance makes the same identity, as when its work items are handed out again.
        var request = new ComposeRequest(Author: 5, "The harbour at dawn.", Picture: null);
        await RunAsync(nameof(ComposePost), "post-1", request, folder);
        var result = (ComposeResult)(await RunAsync(nameof(ComposePost), "post-1", request, folder))!;
        string follower = (await NamesAsync(container)).First(name => name.StartsWith("home-timelines/", StringComparison.Ordinal)).Split('/')[1];

        Assert.Equal([result.Post], (Post[])(await RunAsync(nameof(ShowUserTimeline), "own", new TimelineRequest(5, 20), folder))!);
        Assert.Equal(
            [result.Post],
            (Post[])(await RunAsync(nameof(ShowHomeTimeline), "home", new TimelineRequest(int.Parse(follower, System.Globalization.CultureInfo.InvariantCulture), 20), folder))!);
        Assert.Equal(2 + result.Followers, (await NamesAsync(container)).Count);
    }

    private static async Task<object?> RunAsync(string orchestrator, string instanceId, object input, ISharedFolder folder) => (await InProcessContext.RunAsync(
        ExampleWorkflows.All.Single(example => example.Orchestrator == orchestrator), instanceId, input, folder)).Output;

    private static async Task<List<string>> NamesAsync(BlobContainerClient container) =>
        await container.GetBlobsAsync(cancellationToken: Cancellation).Select(blob => blob.Name).ToListAsync(Cancellation);
}
