using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Dashboard;

/// <summary>The pools of production: what was forecast, what came, how many workers there were, and what idle ones cost.</summary>
internal sealed class PoolsPage(
    AquatopeApplication application, PoolSampler sampler, ForecastLog log, ForecasterHistory history, RecentExecutions recent, IWorkerPools pools, TimeProvider timeProvider)
{
    private const int MostPoints = 600;

    /// <summary>Returns them.</summary>
    /// <param name="minutes">How far back to look, in minutes; from 1 to 60.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<PoolsDocument> OfAsync(double minutes, CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        DateTimeOffset since = now - TimeSpan.FromMinutes(Math.Clamp(minutes, 1, 60));
        IReadOnlyDictionary<string, IReadOnlyList<DateTimeOffset>> cold = await ColdStartsAsync(since, cancellationToken);
        var views = new List<PoolView>();
        foreach (PoolState pool in await pools.GetAsync(Lane.Production, cancellationToken))
        {
            views.Add(await ViewAsync(pool, since, cancellationToken) with { ColdStarts = cold.GetValueOrDefault(pool.Stage, []) });
        }

        return new PoolsDocument(application.PreWarmer.Enabled, application.PreWarmer.Interval.TotalSeconds, since, now, sampler.Since, views);
    }

    private async Task<PoolView> ViewAsync(PoolState pool, DateTimeOffset since, CancellationToken cancellationToken)
    {
        IReadOnlyList<PoolSample> samples = sampler.Of(pool.Stage, since);
        return new PoolView
        {
            Pool = pool,
            Samples = Thinned(samples),
            Forecasts = [.. log.SamplesOf(pool.Stage).Where(sample => sample.Start + sample.Width >= since)],
            IdleCostPerHour = samples.Count == 0 ? 0 : samples.Average(sample => sample.IdleCostPerSecond) * 3600,
            IdleCost = sampler.IdleCostOf(pool.Stage),
            Accuracy = [.. await log.AccuracyOfAsync(pool.Stage, cancellationToken)],
            Decisions = [.. (await history.DecisionsAsync(pool.Stage, cancellationToken)).Reverse().Take(5)],
        };
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<DateTimeOffset>>> ColdStartsAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var starts = new List<StageReport>();
        foreach (string workflow in application.Workflows.Keys.Order(StringComparer.Ordinal))
        {
            IReadOnlyList<ReportedExecution> executions = await recent.OfAsync(workflow, RecentExecutions.Capacity, cancellationToken);
            starts.AddRange(executions.SelectMany(execution => execution.Stages).Where(stage => stage.ColdStart > TimeSpan.Zero && stage.ScheduledAt >= since));
        }

        return starts.GroupBy(stage => stage.Stage, StringComparer.Ordinal).ToDictionary(
            stage => stage.Key, stage => (IReadOnlyList<DateTimeOffset>)[.. stage.Select(report => report.ScheduledAt).Order()], StringComparer.Ordinal);
    }

    // Every n-th of a long series: a pool's size is a step function, of which a page shows no more points than it has pixels.
    private static IReadOnlyList<PoolSample> Thinned(IReadOnlyList<PoolSample> samples)
    {
        int stride = Math.Max(1, (int)Math.Ceiling(samples.Count / (double)MostPoints));
        return [.. samples.Where((_, n) => n % stride == 0 || n == samples.Count - 1)];
    }
}
