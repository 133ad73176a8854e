using System.Runtime.CompilerServices;
using Aquatope.Tuning;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Aquatope.Azure;

/// <summary>
/// Models, trial histories and decisions as blobs of one container: a document's key is the blob's name, its version the
/// entity tag, so that Blob Storage itself refuses a write on top of another's.
/// </summary>
/// <threadsafety>Safe for concurrent use, also by several processes.</threadsafety>
public sealed class BlobStateStore : IStateStore
{
    // Marks each write, so that a writer whose request was repeated by the network knows its own document again.
    private const string WriteMark = "aquatopewrite";

    private readonly BlobContainerClient _container;

    private BlobStateStore(BlobContainerClient container) => _container = container;

    /// <summary>Opens the store in a container that is there, as a deployment makes it. Nothing is asked of the service yet.</summary>
    /// <param name="container">The container; see <see cref="OpenAsync"/>.</param>
    /// <returns>The store.</returns>
    public static BlobStateStore Open(BlobContainerClient container)
    {
        ArgumentNullException.ThrowIfNull(container);
        return new BlobStateStore(container);
    }

    /// <summary>Opens the store, making the container where there is none.</summary>
    /// <param name="container">The container; its account must not have a hierarchical namespace, in which a blob cannot have the name of a folder.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The store.</returns>
    /// <exception cref="AzureServiceException">Blob Storage refused.</exception>
    public static async Task<BlobStateStore> OpenAsync(BlobContainerClient container, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(container);
        try
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            return new BlobStateStore(container);
        }
        catch (RequestFailedException failure)
        {
            throw new AzureServiceException($"open the container '{container.Name}' of '{container.AccountName}'", failure);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="AzureServiceException">Blob Storage refused.</exception>
    public async Task<StateDocument?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            BlobDownloadResult blob = await BlobOf(key).DownloadContentAsync(cancellationToken);
            return new StateDocument(blob.Content.ToMemory(), blob.Details.ETag.ToString());
        }
        catch (RequestFailedException failure) when (failure.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
        catch (RequestFailedException failure)
        {
            throw new AzureServiceException($"read the document '{key}'", failure);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="AzureServiceException">Blob Storage refused.</exception>
    public async Task<string> WriteAsync(
        string key, ReadOnlyMemory<byte> content, string? expectedVersion, CancellationToken cancellationToken)
    {
        var mark = Guid.NewGuid().ToString("N");
        var options = new BlobUploadOptions
        {
            Conditions = expectedVersion is null
                ? new BlobRequestConditions { IfNoneMatch = ETag.All }
                : new BlobRequestConditions { IfMatch = new ETag(expectedVersion) },
            Metadata = new Dictionary<string, string> { [WriteMark] = mark },
        };
        try
        {
            BlobContentInfo written = await BlobOf(key).UploadAsync(BinaryData.FromBytes(content), options, cancellationToken);
            return written.ETag.ToString();
        }
        catch (RequestFailedException failure) when (failure.Status is 409 or 412)
        {
            return await OwnVersionAsync(key, mark, cancellationToken) ?? throw new StateConflictException(key, expectedVersion);
        }
        catch (RequestFailedException failure)
        {
            throw new AzureServiceException($"write the document '{key}'", failure);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="AzureServiceException">Blob Storage refused.</exception>
    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Blob Storage lists in ordinal order of names.
        await using IAsyncEnumerator<BlobItem> blobs = _container
            .GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(blobs, prefix))
        {
            yield return blobs.Current.Name;
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<BlobItem> blobs, string prefix)
    {
        try
        {
            return await blobs.MoveNextAsync();
        }
        catch (RequestFailedException failure)
        {
            throw new AzureServiceException($"list the documents '{prefix}*'", failure);
        }
    }

    private BlobClient BlobOf(string key)
    {
        bool valid = key.Split('/').All(segment =>
            segment.Length > 0 && segment[^1] != '.' && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));
        return valid
            ? _container.GetBlobClient(key)
            : throw new ArgumentException(
                $"The key '{key}' is not made of segments of letters, digits, '-', '_' and '.', joined by '/', none of which ends with '.'.", nameof(key));
    }

    private async Task<string?> OwnVersionAsync(string key, string mark, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties present = await BlobOf(key).GetPropertiesAsync(cancellationToken: cancellationToken);
            return present.Metadata.TryGetValue(WriteMark, out string? written) && written == mark ? present.ETag.ToString() : null;
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return null;
        }
    }
}
