using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Aquatope.Azure;

/// <summary>
/// The right to change one app, of which only one process has it at a time: a lease on a blob, which also keeps the record of
/// the app. Azure Resource Manager itself lets the last writer win.
/// </summary>
internal sealed class ActuationLease : IAsyncDisposable
{
    // A process that dies gives the lease back within this time, the longest that a lease can be had for without keeping it for ever.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(20);

    private readonly BlobClient _blob;
    private readonly BlobLeaseClient _lease;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewing;

    private ActuationLease(BlobClient blob, BlobLeaseClient lease, TimeProvider timeProvider)
    {
        _blob = blob;
        _lease = lease;
        _renewing = RenewAsync(timeProvider);
    }

    /// <summary>Gets what ends when the lease was lost: whoever goes on then would no longer be alone.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Takes the lease of an app, waiting while another process has it.</summary>
    /// <param name="container">Where the blobs are.</param>
    /// <param name="app">The app.</param>
    /// <param name="options">How patiently to wait.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The lease, to be disposed of.</returns>
    /// <exception cref="ActuationException">Others had the lease for too long.</exception>
    /// <exception cref="AzureServiceException">Blob Storage refused.</exception>
    public static async Task<ActuationLease> AcquireAsync(
        BlobContainerClient container, StageApp app, AzurePoolOptions options, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        BlobClient blob = BlobOf(container, app);
        long began = timeProvider.GetTimestamp();
        while (true)
        {
            if (await TryAcquireAsync(container, blob, app, cancellationToken) is { } lease)
            {
                return new ActuationLease(blob, lease, timeProvider);
            }

            if (timeProvider.GetElapsedTime(began) >= options.LeaseWait)
            {
                throw new ActuationException(app, $"another process has been changing it for {options.LeaseWait}. Try again later.", isTransient: true);
            }

            await Task.Delay(options.PollInterval, timeProvider, cancellationToken);
        }
    }

    /// <summary>Reads the record of an app, whoever has the lease.</summary>
    /// <exception cref="AzureServiceException">Blob Storage refused.</exception>
    public static async Task<ActuationRecord> PeekAsync(BlobContainerClient container, StageApp app, CancellationToken cancellationToken)
    {
        try
        {
            BlobDownloadResult content = await BlobOf(container, app).DownloadContentAsync(cancellationToken);
            return ActuationRecord.Of(content.Content);
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return ActuationRecord.Of(BinaryData.Empty);
        }
        catch (RequestFailedException failure)
        {
            throw new AzureServiceException($"read the record of {app}", failure);
        }
    }

    /// <summary>Writes the record.</summary>
    /// <exception cref="AzureServiceException">Blob Storage refused, also because the lease was lost.</exception>
    public async Task SaveAsync(ActuationRecord record, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { LeaseId = _lease.LeaseId } };
            await _blob.UploadAsync(record.ToContent(), options, cancellationToken);
        }
        catch (RequestFailedException failure)
        {
            throw new AzureServiceException($"write the record '{_blob.Name}'", failure);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewing;
        try
        {
            await _lease.ReleaseAsync();
        }
        catch (RequestFailedException)
        {
            // It was lost, or ends by itself within a minute: what was done under it is done.
        }

        _done.Dispose();
        _lost.Dispose();
    }

    private static BlobClient BlobOf(BlobContainerClient container, StageApp app) => container.GetBlobClient($"actuation/{app.Lane}/{app.Stage}");

    private static async Task<BlobLeaseClient?> TryAcquireAsync(
        BlobContainerClient container, BlobClient blob, StageApp app, CancellationToken cancellationToken)
    {
        BlobLeaseClient lease = blob.GetBlobLeaseClient();
        try
        {
            await lease.AcquireAsync(Duration, cancellationToken: cancellationToken);
            return lease;
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            await CreateAsync(container, blob, app, cancellationToken);
            return null;
        }
        catch (RequestFailedException failure) when (failure.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
        {
            return null;
        }
        catch (RequestFailedException failure)
        {
            throw new AzureServiceException($"lease the right to change {app}", failure);
        }
    }

    private static async Task CreateAsync(BlobContainerClient container, BlobClient blob, StageApp app, CancellationToken cancellationToken)
    {
        try
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            var onlyNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await blob.UploadAsync(BinaryData.Empty, onlyNew, cancellationToken);
        }
        catch (RequestFailedException failure) when (failure.Status is 409 or 412)
        {
            // Another process has just made it.
        }
        catch (RequestFailedException failure)
        {
            throw new AzureServiceException($"make the record of {app}", failure);
        }
    }

    private async Task RenewAsync(TimeProvider timeProvider)
    {
        using var timer = new PeriodicTimer(Renewal, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(_done.Token))
            {
                await _lease.RenewAsync(cancellationToken: _done.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The change is through.
        }
        catch (RequestFailedException)
        {
            await _lost.CancelAsync();
        }
    }
}
