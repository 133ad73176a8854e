using System.Text;
using Aquatope.Contracts;
using Aquatope.Examples;
using Aquatope.Examples.Azure;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace Aquatope.Azure.Tests;

/// <summary>The examples' shared files in Blob Storage: the contract, and what a network adds to it.</summary>
public sealed class BlobFolderTests(StorageFixture storage) : SharedFolderContract
{
    private BlobContainerClient? _container;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_AnswerLostAndRequestRepeated_Succeeds()
    {
        using var network = new LossyNetwork();
        _container = await storage.NewContainerAsync(new HttpClientTransport(network));
        ISharedFolder folder = await OpenAsync();
        network.LoseAnswers = 1;
        await folder.WriteAsync("posts/a", Encoding.UTF8.GetBytes("one"));

        Assert.Equal((0, "one"), (network.LoseAnswers, Encoding.UTF8.GetString((await folder.ReadAsync("posts/a"))!)));
    }

    [Fact]
    public async Task Write_ContainerIsNotThere_SaysWhatAndWhy()
    {
        ISharedFolder folder = await OpenAsync();
        await _container!.DeleteAsync(cancellationToken: Cancellation);

        foreach (Func<Task> call in (Func<Task>[])[() => folder.WriteAsync("posts/a", new byte[1]), () => folder.ReadAsync("posts/a"), () => folder.ListAsync("posts", 1)])
        {
            AzureServiceException refused = await Assert.ThrowsAsync<AzureServiceException>(call);
            Assert.Equal((404, "ContainerNotFound"), (refused.Status, refused.ErrorCode));
            Assert.Contains(_container.Name, refused.Message, StringComparison.Ordinal);
        }
    }

    protected override async Task<ISharedFolder> OpenAsync()
    {
        _container ??= await storage.NewContainerAsync();
        await _container.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        return new BlobFolder(_container);
    }
}
