using System.Collections.Immutable;
using System.Globalization;

namespace Aquatope.Tuning;

/// <summary>
/// One tuning cycle of one workflow: propose, try in trial lanes, learn, validate, apply, watch, and take back what does worse.
/// </summary>
/// <remarks>
/// Only the order of steps is decided here, so that a durable orchestration may run it as well as a simulation: there is no clock, no
/// chance and no thread but those of the steps.
/// </remarks>
/// <typeparam name="TConfiguration">What is tuned.</typeparam>
/// <param name="steps">Does what the cycle decides.</param>
/// <param name="options">How much to try.</param>
public sealed class TuningCycle<TConfiguration>(ITuningSteps<TConfiguration> steps, TuningCycleOptions options)
    where TConfiguration : class, IEquatable<TConfiguration>
{
    /// <summary>Runs the cycle.</summary>
    /// <returns>What came of it.</returns>
    public async Task<TuningOutcome<TConfiguration>> RunAsync()
    {
        DateTimeOffset startedAt = steps.Now;
        TConfiguration before = await steps.CurrentAsync();
        (int trials, Proposal<TConfiguration> last) = await SearchAsync(startedAt);
        if (last.OutOfReach)
        {
            return new TuningOutcome<TConfiguration>(OptimizerAction.OutOfReach, last.Stopped!, before, null, last.Epoch);
        }

        (TConfiguration? chosen, string reason) = await ValidateAsync(before, trials);
        reason = $"{last.Stopped}; {reason}";
        if (chosen is null || options.DryRun)
        {
            return new TuningOutcome<TConfiguration>(chosen is null ? OptimizerAction.Kept : OptimizerAction.Recommended, reason, before, chosen, last.Epoch);
        }

        (OptimizerAction action, string seen) = await ApplyAsync(before, chosen);
        return new TuningOutcome<TConfiguration>(action, $"{reason}; {seen}", before, chosen, last.Epoch);
    }

    private async Task<(int Trials, Proposal<TConfiguration> Last)> SearchAsync(DateTimeOffset startedAt)
    {
        int trials = 0;
        for (int round = 0; ; round++)
        {
            steps.Progress(TuningPhase.Search, trials);
            Proposal<TConfiguration> proposal = await steps.ProposeAsync(round, timeIsSpent: steps.Now - startedAt >= options.MaximumSearch);
            if (proposal.Stopped is not null)
            {
                return (trials, proposal);
            }

            await Task.WhenAll(proposal.Configurations.Select((configuration, lane) => steps.TryAsync(new TrialOrder<TConfiguration>(
                string.Create(CultureInfo.InvariantCulture, $"search-{round:D3}-{lane}"), lane, configuration, options.ExecutionsPerTrial)
            {
                SearchUntil = startedAt + options.MaximumSearch,
            })));
            trials += proposal.Configurations.Length;
        }
    }

    private async Task<(TConfiguration? Chosen, string Reason)> ValidateAsync(TConfiguration before, int trials)
    {
        string reason = "no other configuration was recommended";
        for (int attempt = 0; attempt < options.MaximumValidations; attempt++)
        {
            steps.Progress(TuningPhase.Validation, trials + attempt);

            // Asked anew each time: what the last validation showed may change the order.
            ImmutableArray<TConfiguration> candidates = await steps.RecommendAsync();
            TConfiguration candidate = candidates[0];
            if (candidate.Equals(before))
            {
                return (null, "the configuration in production is the best known");
            }

            string trial = string.Create(CultureInfo.InvariantCulture, $"validation-{attempt}");
            await steps.TryAsync(new TrialOrder<TConfiguration>(trial, 0, candidate, Validation.MostExecutions(options.ValidationExecutions))
            {
                SufficientExecutions = options.ValidationExecutions,
            });
            ValidationVerdict verdict = await steps.JudgeAsync(trial, candidate);
            reason = verdict.Reason;
            if (verdict.Passed)
            {
                return (candidate, reason);
            }
        }

        return (null, reason);
    }

    private async Task<(OptimizerAction Action, string Reason)> ApplyAsync(TConfiguration before, TConfiguration chosen)
    {
        await steps.ApplyAsync(chosen);
        DateTimeOffset since = steps.Now;
        DateTimeOffset until = since + options.CanaryTimeout + steps.ReportsAfter;
        CanaryVerdict verdict;
        do
        {
            steps.Progress(TuningPhase.Canary, options.MaximumTrials);
            await steps.WaitAsync();
            verdict = await steps.JudgeCanaryAsync(since);
            if (verdict.Worse)
            {
                await steps.ApplyAsync(before);
                return (OptimizerAction.RolledBack, verdict.Reason);
            }
        }
        while (verdict.Executions < options.CanaryExecutions && steps.Now < until);

        return (OptimizerAction.Applied, verdict.Reason);
    }
}
