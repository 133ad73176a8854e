using System.Collections.Immutable;
using System.Runtime.ExceptionServices;

namespace Aquatope.Simulation;

/// <summary>How often a study repeats its searches, and on how many processors.</summary>
public sealed record StudyOptions
{
    /// <summary>Gets how many seeds; positive. Default: 20.</summary>
    public int Seeds { get; init; } = 20;

    /// <summary>Gets the first seed. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Gets how many searches run at the same time; the results do not depend on it. Default: one for each processor.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Gets what is told of progress: a line for each part that is done. Default: nothing.</summary>
    public Action<string> Progress { get; init; } = _ => { };

    /// <summary>Gets what is told that one search, or another step, is done; from several threads at once. Default: nothing.</summary>
    public Action Step { get; init; } = () => { };

    /// <summary>Gets what ends the study.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Runs something once for each seed.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="run">What to run.</param>
    /// <returns>What came of it, in order of the seeds.</returns>
    /// <exception cref="OperationCanceledException">The study was ended.</exception>
    public ImmutableArray<T> ForEachSeed<T>(Func<ulong, T> run)
    {
        try
        {
            return
            [
                .. ParallelEnumerable.Range(0, Seeds).AsOrdered().WithDegreeOfParallelism(Math.Clamp(Threads, 1, 512)).WithCancellation(CancellationToken)
                    .Select(n => RunStep(run, Seed + (ulong)n)),
            ];
        }
        catch (AggregateException failures)
        {
            // What one search fails with says more than that some did.
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
            throw;
        }
    }

    private T RunStep<T>(Func<ulong, T> run, ulong seed)
    {
        T found = run(seed);
        Step();
        return found;
    }
}
