using System.Globalization;
using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aquatope.Crash.Program;

/// <summary>Starts executions, raises their events, waits for their ends; goes on where a killed client stopped.</summary>
public sealed class CrashClient(DurableTaskClient client, ClientLog log)
{
    private readonly HashSet<string> _known = [.. log.Lines];
    private readonly HashSet<int> _ended = [.. log.Lines.Select(ClientLog.EndOf).OfType<(int Index, string)>().Select(end => end.Index)];

    public async Task RunAsync(int count, int concurrency)
    {
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = concurrency }, async (index, _) =>
        {
            if (!_ended.Contains(index))
            {
                await RunAsync(index);
            }
        });
    }

    public static string IdOf(int index) => string.Create(CultureInfo.InvariantCulture, $"e-{index}");

    private async Task RunAsync(int index)
    {
        string kind = CrashOrchestrations.KindOf(index);
        await OnceAsync(ClientLog.Started(index), () => StartAsync(index, kind));
        await OnceAsync(ClientLog.Raised(index), () => RaiseAsync(index, kind));
        OrchestrationMetadata ended = await PersistAsync(() => client.WaitForInstanceCompletionAsync(IdOf(index), getInputsAndOutputs: true));
        log.Write(ClientLog.Ended(index, $"{ended.RuntimeStatus} {ended.SerializedOutput}"));
        await Console.Error.WriteLineAsync("ended " + IdOf(index));
    }

    private async Task<bool> StartAsync(int index, string kind)
    {
        object input = kind == CrashOrchestrations.Generations ? new Generation(index, [], []) : index;
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                kind,
                input,
                new StartOrchestrationOptions(IdOf(index)).WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]));
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // The hub took it, and its answer was lost.
        }

        return true;
    }

    private async Task<bool> RaiseAsync(int index, string kind)
    {
        switch (kind)
        {
            case CrashOrchestrations.Waiter:
                await client.RaiseEventAsync(IdOf(index), CrashOrchestrations.Go, index);
                break;
            case CrashOrchestrations.Generations:
                for (int tick = 0; tick < CrashOrchestrations.Ticks; tick++)
                {
                    await client.RaiseEventAsync(IdOf(index), CrashOrchestrations.Tick, tick);
                }

                break;
        }

        return true;
    }

    private async Task OnceAsync(string line, Func<Task<bool>> call)
    {
        if (!_known.Contains(line))
        {
            await PersistAsync(call);
            log.Write(line);
        }
    }

    /// <summary>Repeats a call while the hub is away.</summary>
    private static async Task<T> PersistAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (RpcException away) when (away.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Unknown or StatusCode.Cancelled)
            {
                // Nothing tells a client that a killed hub is back: like any other, it asks again.
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }
    }
}
