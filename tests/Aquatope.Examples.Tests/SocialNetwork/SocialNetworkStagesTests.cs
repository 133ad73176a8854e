using Aquatope.Examples.SocialNetwork;

namespace Aquatope.Examples.Tests.SocialNetwork;

public sealed class SocialNetworkStagesTests : IDisposable
{
    private static readonly DateTime Noon = new(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();

    private ISharedFolder Folder => new LocalFolder(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("A sunny day", "A sunny day", 0)]
    [InlineData("Free C4S1N0 tonight", "Free ****** tonight", 1)]
    [InlineData("scam, FRAUD!", "****, *****!", 2)]
    [InlineData("scampi for lunch", "scampi for lunch", 0)]
    [InlineData("", "", 0)]
    public void Filter_Text_MasksWholeBlockedWords(string text, string expected, int masked) =>
        Assert.Equal(new FilteredText(expected, masked), new WordFilter().Filter(text));

    [Fact]
    public void Filter_Pictures_RefusesBlockedOnesOnly()
    {
        var filter = new PictureFilter();

        Assert.False(filter.Filter("short:3").Allowed);
        Assert.All(Enumerable.Range(0, 20), i => Assert.True(filter.Filter($"long:{i}").Allowed));
        Assert.True(filter.Filter("long:1").Sharpness > 0);
        Assert.True(filter.Filter(null).Allowed);
    }

    [Theory]
    [InlineData("long:999")]
    [InlineData("none:1")]
    [InlineData("long")]
    public void Filter_UnknownPicture_Throws(string picture) =>
        Assert.Throws<ArgumentException>(() => new PictureFilter().Filter(picture));

    [Fact]
    public void Followers_GeneratedGraph_IsSkewedAndRepeatable()
    {
        var graph = new SocialGraph();
        int[] degrees = Enumerable.Range(0, SocialGraph.Users).Select(user => graph.Followers(user).Count).ToArray();

        Assert.Equal((36) + ((SocialGraph.Users - 9) * 8), degrees.Sum());
        Assert.True(degrees.Max() > 40);
        Assert.Equal(graph.Followers(5), new SocialGraph().Followers(5));
        Assert.DoesNotContain(7, graph.Followers(7));
        Assert.Throws<ArgumentOutOfRangeException>(() => graph.Followers(962));
    }

    [Fact]
    public async Task Find_StoredTwice_GivesOnePost()
    {
        var post = new Post(Guid.Parse("11111111-0000-0000-0000-000000000001"), 3, Noon, "hello", null);
        var posts = new PostStore(Folder);

        await posts.StoreAsync(post);
        await posts.StoreAsync(post);

        Assert.Equal(post, Assert.Single(await posts.FindAsync([post.Id, Guid.Empty])));
    }

    [Fact]
    public async Task Newest_EntriesInAnyOrder_AreNewestFirstAndOnce()
    {
        Guid[] posts = Enumerable.Range(1, 4).Select(i => new Guid(i, 0, 0, new byte[8])).ToArray();
        var timelines = new TimelineStore(Folder, TimelineStore.Home);
        foreach (int i in new[] { 2, 0, 3, 1, 3 })
        {
            await timelines.AddAsync(new TimelineEntry(posts[i], Noon.AddMinutes(i), [7, 8]));
        }

        Assert.Equal([posts[3], posts[2], posts[1]], await timelines.NewestAsync(new TimelineRequest(7, 3)));
        Assert.Empty(await timelines.NewestAsync(new TimelineRequest(9, 3)));
        Assert.Empty(await new TimelineStore(Folder, TimelineStore.User).NewestAsync(new TimelineRequest(7, 3)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => timelines.NewestAsync(new TimelineRequest(7, 0)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => timelines.NewestAsync(new TimelineRequest(962, 3)));
    }

    [Fact]
    public async Task ComposePost_ThenShowTimelines_AuthorAndFollowersSeeIt()
    {
        ExampleWorkflow compose = ExampleWorkflows.All.Single(workflow => workflow.Name == "social-network");
        (_, object? output) = await InProcessContext.RunAsync(compose, sequence: 14);

        ComposeResult result = Assert.IsType<ComposeResult>(output);
        Post post = Assert.IsType<Post>(result.Post);
        int follower = new SocialGraph().Followers(post.Author)[0];
        Assert.Equal(1, result.Masked);
        Assert.Contains(post.Id, await new TimelineStore(ExampleData.Open(), TimelineStore.User).NewestAsync(new TimelineRequest(post.Author, 20)));
        Assert.Contains(post.Id, await new TimelineStore(ExampleData.Open(), TimelineStore.Home).NewestAsync(new TimelineRequest(follower, 20)));
        Assert.Equal(post, Assert.Single(await new PostStore(ExampleData.Open()).FindAsync([post.Id])));
    }
}
