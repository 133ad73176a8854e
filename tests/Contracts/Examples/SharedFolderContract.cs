using System.Text;
using Aquatope.Examples;

namespace Aquatope.Contracts;

/// <summary>What every <see cref="ISharedFolder"/> must do. A test class for each implementation inherits from it.</summary>
public abstract class SharedFolderContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens an empty folder, as a worker would; called again by a test it opens the same one, as another worker.</summary>
    protected abstract Task<ISharedFolder> OpenAsync();

    [Fact]
    public async Task Read_NothingWritten_ReturnsNull()
    {
        ISharedFolder folder = await OpenAsync();
        await folder.WriteAsync("posts/b", Bytes("one"));

        Assert.Null(await folder.ReadAsync("posts/a"));
        Assert.Null(await folder.ReadAsync("nowhere/a"));
    }

    [Theory]
    [InlineData("one")]
    [InlineData("")]
    public async Task Write_New_IsReadByAnotherWorker(string content)
    {
        await (await OpenAsync()).WriteAsync("posts/a", Bytes(content));

        Assert.Equal(content, await TextAsync(await OpenAsync(), "posts/a"));
    }

    [Fact]
    public async Task Write_Large_IsReadBackWhole()
    {
        ISharedFolder folder = await OpenAsync();
        byte[] content = [.. Enumerable.Range(0, 5_000_000).Select(n => (byte)(n * 31))];
        await folder.WriteAsync("artefacts/large", content);

        Assert.True((await folder.ReadAsync("artefacts/large"))!.AsSpan().SequenceEqual(content));
    }

    /// <summary>A stage whose worker was lost after it had written is run again by another worker.</summary>
    [Fact]
    public async Task Write_RepeatedByAnotherWorker_SucceedsAndLeavesTheFirst()
    {
        await (await OpenAsync()).WriteAsync("posts/a", Bytes("one"));
        ISharedFolder other = await OpenAsync();
        await other.WriteAsync("posts/a", Bytes("one"));
        await other.WriteAsync("posts/a", Bytes("another"));

        Assert.Equal("one", await TextAsync(other, "posts/a"));
        Assert.Equal(["a"], await other.ListAsync("posts", 10));
    }

    [Fact]
    public async Task Write_ManyWorkersAtOnce_AllSucceedAndLeaveOneWholeFile()
    {
        ISharedFolder[] workers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync()));
        byte[] content = [.. Enumerable.Range(0, 100_000).Select(n => (byte)n)];
        await Task.WhenAll(workers.Select(worker => Task.Run(() => worker.WriteAsync("artefacts/a", content), Cancellation)));

        Assert.True((await workers[0].ReadAsync("artefacts/a"))!.AsSpan().SequenceEqual(content));
        Assert.Equal(["a"], await workers[0].ListAsync("artefacts", 10));
    }

    [Fact]
    public async Task List_MoreFilesThanAskedFor_ReturnsTheFirstInOrdinalOrder()
    {
        ISharedFolder folder = await OpenAsync();
        foreach (string name in (string[])["b", "a", "B", "_", "c", "10", "9"])
        {
            await folder.WriteAsync($"timelines/7/{name}", Bytes("x"));
        }

        Assert.Equal(["10", "9", "B", "_", "a"], await folder.ListAsync("timelines/7", 5));
        Assert.Equal(7, (await folder.ListAsync("timelines/7", 100)).Count);
    }

    [Fact]
    public async Task List_FoldersBesideAndBelow_AreLeftOut()
    {
        ISharedFolder folder = await OpenAsync();
        foreach (string name in (string[])["timelines/7/a", "timelines/7/below/b", "timelines/77/c", "timelines/d"])
        {
            await folder.WriteAsync(name, Bytes("x"));
        }

        Assert.Equal(["a"], await folder.ListAsync("timelines/7", 10));
        Assert.Empty(await folder.ListAsync("timelines/8", 10));
    }

    [Theory]
    [InlineData("")]
    [InlineData("posts/")]
    [InlineData("/posts")]
    [InlineData("posts//a")]
    [InlineData("../posts")]
    [InlineData("posts/a.b")]
    [InlineData("posts/ä")]
    public async Task Name_ThatNoPlatformWouldKeep_IsRefused(string name)
    {
        ISharedFolder folder = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => folder.WriteAsync(name, Bytes("x")));
        await Assert.ThrowsAsync<ArgumentException>(() => folder.ReadAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(() => folder.ListAsync(name, 1));
    }

    [Fact]
    public async Task List_NoFilesAskedFor_IsRefused()
    {
        ISharedFolder folder = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => folder.ListAsync("posts", 0));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<string> TextAsync(ISharedFolder folder, string name) => Encoding.UTF8.GetString((await folder.ReadAsync(name))!);
}
