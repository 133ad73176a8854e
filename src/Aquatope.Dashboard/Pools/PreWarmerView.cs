using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Dashboard;

/// <summary>Tells in brief what the pre-warmer does and did last.</summary>
internal sealed class PreWarmerView(AquatopeApplication application, ForecastLog log, ForecasterHistory history, IWorkerPools pools)
{
    /// <summary>Returns it.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<PreWarmerDocument> OfAsync(CancellationToken cancellationToken)
    {
        var stages = new List<PreWarmedStage>();
        var decisions = new List<ForecasterDecision>();
        foreach (PoolState pool in await pools.GetAsync(Lane.Production, cancellationToken))
        {
            ForecastSample? last = log.SamplesOf(pool.Stage) is { Count: > 0 } samples ? samples[^1] : null;
            stages.Add(new PreWarmedStage(pool, last));
            decisions.AddRange(await history.DecisionsAsync(pool.Stage, cancellationToken));
        }

        return new PreWarmerDocument(
            application.PreWarmer.Enabled, application.PreWarmer.Interval.TotalSeconds, stages, [.. decisions.OrderByDescending(decision => decision.At).Take(5)]);
    }
}
