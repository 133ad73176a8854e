using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>Runs a search to its end: asks what to run, runs it, keeps what came of it.</summary>
internal sealed class OptimizeSession(SpaceFile space, SearchPolicy policy, Evaluator evaluator, SearchJournal journal, OptimizeOutput output)
{
    /// <summary>Runs the search.</summary>
    /// <param name="cancellationToken">Stops it; what has ended is kept.</param>
    /// <returns>Whether any execution succeeded.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        using var progress = new CountedProgress(
            StatusLine.OfStandardError(), "Executions, if none is spared", Math.Max(1, policy.Budget - journal.Executions.Count), TimeProvider.System);
        while (true)
        {
            IReadOnlyList<Trial> trials = Trials();
            SearchStep step = policy.Next(space.Problem, trials, journal.Executions.Count);
            if (step.Stopped is not null)
            {
                progress.Beside(() => output.Write(policy.Best(space.Problem, trials), journal.Executions.Count, step.Stopped));
                return trials.Any(trial => trial.Executions.Any(execution => !execution.Failed));
            }

            await RunAsync(step.Configurations, progress, cancellationToken);
        }
    }

    private async Task RunAsync(IReadOnlyList<Configuration> configurations, CountedProgress progress, CancellationToken cancellationToken)
    {
        (int Number, Configuration Configuration)[] begun = [.. configurations.Select(configuration => (journal.Begin(configuration), configuration))];
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = begun.Select(execution => evaluator.RunAsync(execution.Number, execution.Configuration, broken.Token)).ToList();
        try
        {
            // In the order in which they were proposed, so that a search repeats however long each takes.
            foreach (((int number, Configuration configuration), Task<(string Output, string? Failure)> execution) in begun.Zip(running))
            {
                (string printed, string? failure) = await execution;
                journal.End(number, printed, failure);
                progress.Step();
                progress.Beside(() => output.Write(number, configuration, ExecutionResult.Of(space, printed, failure)));
            }
        }
        finally
        {
            await broken.CancelAsync();

            // What broke the batch is on its way up already; the others only have to be gone.
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IReadOnlyList<Trial> Trials() =>
    [
        .. journal.Executions.Where(execution => execution.Output is not null)
            .GroupBy(execution => execution.Configuration)
            .Select(group => new Trial(group.Key, [.. group.Select(execution => ExecutionResult.Of(space, execution.Output!, execution.Failure).Execution)])),
    ];
}
