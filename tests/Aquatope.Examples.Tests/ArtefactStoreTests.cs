namespace Aquatope.Examples.Tests;

public sealed class ArtefactStoreTests
{
    [Fact]
    public void Put_SameContentTwice_KeepsOneFile()
    {
        using var folder = new TemporaryFolder();
        var store = new ArtefactStore(folder.Path);

        string first = store.Put([1, 2, 3]);
        string second = store.Put([1, 2, 3]);

        Assert.Equal("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", first);
        Assert.Equal(first, second);
        Assert.Equal([1, 2, 3], store.Get(first));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Put_ManyThreadsAtOnce_LeavesOneWholeFile()
    {
        using var folder = new TemporaryFolder();
        var store = new ArtefactStore(folder.Path);
        byte[] content = new byte[100_000];

        Parallel.For(0, 16, _ => store.Put(content));

        Assert.Equal(content.Length, new FileInfo(Assert.Single(Directory.GetFiles(folder.Path))).Length);
    }

    [Theory]
    [InlineData("../../secret")]
    [InlineData("")]
    public void Get_NoHash_Throws(string id) => Assert.Throws<ArgumentException>(() => new ArtefactStore("/nowhere").Get(id));
}
