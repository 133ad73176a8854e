using Aquatope.Azure;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Aquatope.Examples.Azure;

/// <summary>Shared files as blobs of one container, which a deployment makes: a file's name is the blob's.</summary>
/// <threadsafety>Safe for concurrent use, also by several processes.</threadsafety>
/// <param name="container">The container; its account must not have a hierarchical namespace, in which a folder is listed like a blob.</param>
public sealed class BlobFolder(BlobContainerClient container) : ISharedFolder
{
    private const string Delimiter = "/";

    private static readonly BlobUploadOptions WhereThereIsNone = new() { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };

    /// <inheritdoc/>
    /// <exception cref="AzureServiceException">Blob Storage refused.</exception>
    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content)
    {
        BlobClient blob = container.GetBlobClient(SharedFolderNames.Checked(name));
        try
        {
            await blob.UploadAsync(BinaryData.FromBytes(content), WhereThereIsNone);
        }
        catch (RequestFailedException failure) when (failure.ErrorCode == BlobErrorCode.BlobAlreadyExists || failure.ErrorCode == BlobErrorCode.ConditionNotMet)
        {
            // Written before: by a run of the stage that was lost, or by this request, whose answer was.
        }
        catch (RequestFailedException failure)
        {
            throw Refused($"write the file '{name}'", failure);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="AzureServiceException">Blob Storage refused.</exception>
    public async Task<byte[]?> ReadAsync(string name)
    {
        BlobClient blob = container.GetBlobClient(SharedFolderNames.Checked(name));
        try
        {
            BlobDownloadResult read = await blob.DownloadContentAsync();
            return read.Content.ToArray();
        }
        catch (RequestFailedException failure) when (failure.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
        catch (RequestFailedException failure)
        {
            throw Refused($"read the file '{name}'", failure);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="AzureServiceException">Blob Storage refused.</exception>
    public async Task<IReadOnlyList<string>> ListAsync(string folder, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        string prefix = SharedFolderNames.Checked(folder) + Delimiter;
        try
        {
            // Blob Storage lists in ordinal order of names, and calls what is below a prefix.
            return await container.GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, Delimiter, prefix, CancellationToken.None)
                .Where(item => item.IsBlob)
                .Select(item => item.Blob.Name[prefix.Length..])
                .Take(most)
                .ToListAsync();
        }
        catch (RequestFailedException failure)
        {
            throw Refused($"list the folder '{folder}'", failure);
        }
    }

    private AzureServiceException Refused(string operation, RequestFailedException failure) => new(
        $"{operation} in the container '{container.Name}' of '{container.AccountName}'", failure.Status, failure.ErrorCode, failure.Message.Split('\n', 2)[0], failure);
}
