namespace Aquatope.Azure;

/// <summary>One change of one app: made, read back, and made again where it was lost.</summary>
internal sealed class PoolChange(StageApp app, IPoolActuator actuator, AzurePoolOptions options, TimeProvider timeProvider)
{
    /// <summary>Makes the change.</summary>
    /// <param name="change">Returns what is wanted, given what is set.</param>
    /// <param name="begin">Is called before anything is changed, if anything is to be.</param>
    /// <param name="cancellationToken">Ends when the right to change the app is lost.</param>
    /// <returns>What is set now, or null where there was nothing to change.</returns>
    /// <exception cref="ActuationException">The change was lost each time.</exception>
    /// <exception cref="AzureServiceException">Azure refused.</exception>
    public async Task<PoolSetting?> MakeAsync(Func<PoolSetting, PoolSetting> change, Func<Task> begin, CancellationToken cancellationToken)
    {
        PoolSetting current = await actuator.ReadAsync(app, cancellationToken);
        PoolSetting wanted = change(current);
        if (wanted == current)
        {
            return null;
        }

        await begin();
        for (int attempt = 1; ; attempt++)
        {
            bool last = attempt == options.Attempts;
            if (await TryWriteAsync(wanted, last, cancellationToken))
            {
                current = await ReadBackAsync(wanted, cancellationToken);
                if (current == wanted)
                {
                    return current;
                }
            }

            if (last)
            {
                throw new ActuationException(
                    app,
                    $"{attempt} times it was to have {Text(wanted)}, and was read back with {Text(current)}. Find out who else changes it, a deployment for example.",
                    isTransient: true);
            }

            await Task.Delay(options.PollInterval, timeProvider, cancellationToken);
        }
    }

    private static string Text(PoolSetting setting) => $"{setting.Configuration} and {setting.Warm} warm";

    private async Task<bool> TryWriteAsync(PoolSetting wanted, bool last, CancellationToken cancellationToken)
    {
        try
        {
            await actuator.WriteAsync(app, wanted, cancellationToken);
            return true;
        }
        catch (AzureServiceException failure) when (!last && (failure.IsTransient || failure.Status is 409 or 412))
        {
            // Another change of the app is under way, a deployment for example.
            return false;
        }
    }

    // What is read may be older than what was written.
    private async Task<PoolSetting> ReadBackAsync(PoolSetting wanted, CancellationToken cancellationToken)
    {
        long began = timeProvider.GetTimestamp();
        while (true)
        {
            PoolSetting read = await actuator.ReadAsync(app, cancellationToken);
            if (read == wanted || timeProvider.GetElapsedTime(began) >= options.VerifyTime)
            {
                return read;
            }

            await Task.Delay(options.PollInterval, timeProvider, cancellationToken);
        }
    }
}
