namespace Aquatope.Examples.Tests;

public sealed class ArtefactStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Put_SameContentTwice_KeepsOneFile()
    {
        var store = new ArtefactStore(new LocalFolder(_folder.Path));

        string first = await store.PutAsync([1, 2, 3]);
        string second = await store.PutAsync([1, 2, 3]);

        Assert.Equal("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", first);
        Assert.Equal(first, second);
        Assert.Equal([1, 2, 3], await store.GetAsync(first));
        Assert.Single(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Get_NotThere_SaysWhich()
    {
        string id = new('a', 64);

        FileNotFoundException missing = await Assert.ThrowsAsync<FileNotFoundException>(
            () => new ArtefactStore(new LocalFolder(_folder.Path)).GetAsync(id));
        Assert.Contains(id, missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../secret")]
    [InlineData("")]
    public async Task Get_NoHash_Throws(string id) =>
        await Assert.ThrowsAsync<ArgumentException>(() => new ArtefactStore(new LocalFolder(_folder.Path)).GetAsync(id));
}
