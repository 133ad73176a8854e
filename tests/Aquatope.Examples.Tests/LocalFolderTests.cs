using Aquatope.Contracts;

namespace Aquatope.Examples.Tests;

public sealed class LocalFolderTests : SharedFolderContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task List_WriterLostInTheMiddle_LeavesOutWhatItBegan()
    {
        ISharedFolder folder = await OpenAsync();
        await folder.WriteAsync("posts/a", new byte[1]);
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "posts", $"b.{Guid.NewGuid():N}.tmp"), new byte[1], TestContext.Current.CancellationToken);

        Assert.Equal(["a"], await folder.ListAsync("posts", 10));
    }

    [Fact]
    public async Task Write_ManyWorkersAtOnce_LeavesNothingElseBehind()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            async () => await (await OpenAsync()).WriteAsync("artefacts/a", new byte[100_000]), TestContext.Current.CancellationToken)));

        Assert.Single(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    protected override Task<ISharedFolder> OpenAsync() => Task.FromResult<ISharedFolder>(new LocalFolder(_folder.Path));
}
