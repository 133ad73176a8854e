using System.Text;
using Aquatope.Tuning;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace Aquatope.Azure.Tests;

/// <summary>What Blob Storage adds to the contract: several processes, answers that are lost, names that it would change.</summary>
public sealed class BlobStateStoreTests(StorageFixture storage)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_ContainerIsThere_SeesWhatAnotherProcessWrote()
    {
        BlobContainerClient container = await storage.NewContainerAsync();
        BlobStateStore first = await BlobStateStore.OpenAsync(container, Cancellation);
        string version = await first.WriteAsync("models/a", Encoding.UTF8.GetBytes("one"), expectedVersion: null, Cancellation);

        BlobStateStore second = await BlobStateStore.OpenAsync(container, Cancellation);
        await second.WriteAsync("models/a", Encoding.UTF8.GetBytes("two"), version, Cancellation);
        await Assert.ThrowsAsync<StateConflictException>(
            () => first.WriteAsync("models/a", Encoding.UTF8.GetBytes("three"), version, Cancellation));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("there is one")]
    public async Task Write_AnswerLostAndRepeated_IsNoConflictWithItself(string? before)
    {
        using var network = new LossyNetwork();
        BlobContainerClient container = await storage.NewContainerAsync(new HttpClientTransport(network));
        BlobStateStore store = await BlobStateStore.OpenAsync(container, Cancellation);
        string? expected = before is null
            ? null
            : await store.WriteAsync("models/a", Encoding.UTF8.GetBytes(before), expectedVersion: null, Cancellation);

        network.LoseAnswers = 1;
        string version = await store.WriteAsync("models/a", Encoding.UTF8.GetBytes("new"), expected, Cancellation);

        StateDocument? read = await store.ReadAsync("models/a", Cancellation);
        Assert.Equal((0, version, "new"), (network.LoseAnswers, read!.Version, Encoding.UTF8.GetString(read.Content.Span)));
    }

    [Fact]
    public async Task Write_LargeContent_IsReadBackWhole()
    {
        BlobStateStore store = await BlobStateStore.OpenAsync(await storage.NewContainerAsync(), Cancellation);
        byte[] model = [.. Enumerable.Range(0, 5_000_000).Select(n => (byte)(n * 31))];
        string version = await store.WriteAsync("models/large", model, expectedVersion: null, Cancellation);

        StateDocument? read = await store.ReadAsync("models/large", Cancellation);
        Assert.Equal(version, read!.Version);
        Assert.True(read.Content.Span.SequenceEqual(model));
    }

    [Theory]
    [InlineData("")]
    [InlineData("models//a")]
    [InlineData("models/..")]
    [InlineData("models/a.")]
    [InlineData("models/ä")]
    public async Task Write_NameThatStorageWouldChange_IsRefused(string key)
    {
        BlobStateStore store = await BlobStateStore.OpenAsync(await storage.NewContainerAsync(), Cancellation);

        await Assert.ThrowsAsync<ArgumentException>(() => store.WriteAsync(key, new byte[1], expectedVersion: null, Cancellation));
    }

    [Fact]
    public async Task Read_StorageRefuses_SaysWhatAndWhy()
    {
        BlobContainerClient container = await storage.NewContainerAsync();
        BlobStateStore store = await BlobStateStore.OpenAsync(container, Cancellation);
        await container.DeleteAsync(cancellationToken: Cancellation);

        AzureServiceException refused = await Assert.ThrowsAsync<AzureServiceException>(() => store.ReadAsync("models/a", Cancellation));
        Assert.Equal((404, "ContainerNotFound", false), (refused.Status, refused.ErrorCode, refused.IsTransient));
    }
}
