using System.Collections.Immutable;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>One search on a workflow whose truth is known, as <c>aquatope optimize</c> would run it.</summary>
/// <param name="Seed">The seed of proposals and noise.</param>
/// <param name="Points">What would have been recommended after each batch; the last one after the search.</param>
/// <param name="Trials">One trial for each configuration that was run, in the order of their first execution.</param>
/// <param name="Best">The recommendation.</param>
/// <param name="Stopped">Why the search ended.</param>
public sealed record SearchRun(ulong Seed, ImmutableArray<SearchPoint> Points, ImmutableArray<Trial> Trials, Recommendation Best, string Stopped)
{
    /// <summary>Gets what the final recommendation is in truth.</summary>
    public SearchPoint Final => Points[^1];

    /// <summary>Searches.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="tuner">Who proposes.</param>
    /// <param name="settings">How long, and how many at the same time.</param>
    /// <param name="seed">The seed of proposals and noise. Streams: "executions".</param>
    /// <returns>The search.</returns>
    public static SearchRun Of(ITunableWorkflow workflow, ITuner tuner, SearchSettings settings, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ArgumentNullException.ThrowIfNull(tuner);
        ArgumentNullException.ThrowIfNull(settings);
        var policy = new SearchPolicy(tuner) { Budget = settings.Budget, Batch = settings.Batch, Seed = 1000 * seed };
        SeededRandom random = new SeededRandom(seed).Stream("executions");
        var trials = new List<Trial>();
        var points = ImmutableArray.CreateBuilder<SearchPoint>();
        int executions = 0;
        SearchStep step = policy.Next(workflow.Problem, trials, executions);
        while (step.Stopped is null)
        {
            foreach (Configuration configuration in step.Configurations)
            {
                Add(trials, workflow.Run(configuration, 1, random));
            }

            executions += step.Configurations.Count;
            if (settings.Track)
            {
                points.Add(PointOf(workflow, policy.Best(workflow.Problem, trials).Configuration, executions));
            }

            step = policy.Next(workflow.Problem, trials, executions);
        }

        Recommendation best = policy.Best(workflow.Problem, trials);
        points.Add(PointOf(workflow, best.Configuration, executions));
        return new SearchRun(seed, points.ToImmutable(), [.. trials], best, step.Stopped);
    }

    /// <summary>Returns what a configuration of a workflow is in truth.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="executions">How many executions led to it.</param>
    /// <returns>The point.</returns>
    public static SearchPoint PointOf(ITunableWorkflow workflow, Configuration configuration, int executions)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        WorkflowTruth truth = workflow.Truth(configuration);
        return new SearchPoint(
            executions,
            100 * ((truth.Cost / workflow.Optimum) - 1),
            truth.LatencyMs / workflow.Problem.Objective.Bound.TotalMilliseconds,
            truth.Feasible);
    }

    /// <summary>Returns after how many executions a recommendation first met the objective at most a share above the optimum.</summary>
    /// <param name="percent">The share, in percent.</param>
    /// <returns>The executions, or null where none did or the search was not tracked.</returns>
    public int? ExecutionsUntilWithin(double percent) => Points.FirstOrDefault(point => point.IsWithin(percent))?.Executions;

    /// <summary>Returns what was recommended after a number of executions; after the end of the search, what it ended with.</summary>
    /// <param name="executions">How many; at least as many as the first batch had.</param>
    /// <returns>The point.</returns>
    public SearchPoint After(int executions) => Points.LastOrDefault(point => point.Executions <= executions) ?? Points[0];

    private static void Add(List<Trial> trials, Trial run)
    {
        int known = trials.FindIndex(trial => trial.Configuration.Equals(run.Configuration));
        if (known < 0)
        {
            trials.Add(run);
        }
        else
        {
            trials[known] = trials[known] with { Executions = trials[known].Executions.AddRange(run.Executions) };
        }
    }
}
