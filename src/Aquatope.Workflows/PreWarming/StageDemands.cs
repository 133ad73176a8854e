using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>
/// What the pre-warmer knows about each stage that has been called, and tells to those who price cold starts; keeps it over
/// restarts, with the prices and what pools have learned of idle times.
/// </summary>
/// <threadsafety>
/// <see cref="TryFind"/> is safe for concurrent use, for what it returns see <see cref="StageDemand"/>; one call of
/// <see cref="ObserveAsync"/> at a time.
/// </threadsafety>
internal sealed class StageDemands(
    AquatopeApplication application,
    IStageReportSource reports,
    DemandStore store,
    ColdStartPrices prices,
    TimeProvider timeProvider,
    ILearnedIdleTimes? idleTimes = null)
{
    // What is read again after a crash: the reports of so long.
    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, StageDemand> _stages = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _since = timeProvider.GetUtcNow();
    private DateTimeOffset _through = timeProvider.GetUtcNow();
    private DateTimeOffset _savedAt = timeProvider.GetUtcNow();
    private bool _restored;

    /// <summary>Gets the names of the stages that have been called, in ordinal order.</summary>
    public IReadOnlyList<string> Stages => [.. _stages.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Returns what is known of a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="demand">What is known.</param>
    /// <returns>Whether it has been called.</returns>
    public bool TryFind(string stage, [NotNullWhen(true)] out StageDemand? demand) => _stages.TryGetValue(stage, out demand);

    /// <summary>Takes note of the executions that have been reported since the last call.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The moment up to which they were read.</returns>
    public async Task<DateTimeOffset> ObserveAsync(CancellationToken cancellationToken)
    {
        await RestoreAsync(cancellationToken);

        // What ended later may not have arrived yet, and would never be seen if it were read past.
        DateTimeOffset complete = timeProvider.GetUtcNow() - reports.IngestionDelay;
        if (complete <= _through)
        {
            return _through;
        }

        foreach (string workflow in application.Workflows.Keys.Order(StringComparer.Ordinal))
        {
            var query = new ReportQuery { Workflow = workflow, Lane = Lane.Production, From = _through, To = complete };
            await foreach (StageReport report in reports.ReadStagesAsync(query, cancellationToken))
            {
                Of(report.Stage).Observe(report);
                prices.Observe(report);
            }

            await foreach (WorkflowReport report in reports.ReadWorkflowsAsync(query, cancellationToken))
            {
                prices.Observe(report);
            }
        }

        _through = complete;
        if (complete - _savedAt >= SaveEvery)
        {
            await SaveAsync(cancellationToken);
        }

        return complete;
    }

    /// <summary>Goes on from what was known before a restart, unless that has been done.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        if (_restored)
        {
            return;
        }

        await RestoreDemandAsync(cancellationToken);
        await RestorePricesAsync(cancellationToken);
        await RestoreIdleTimesAsync(cancellationToken);
        _restored = true;
    }

    /// <summary>Stores what is known, so that the next start goes on from there. Nothing is stored before that was read which an earlier run has stored.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (!_restored)
        {
            return;
        }

        foreach ((string stage, StageDemand demand) in _stages)
        {
            await store.WriteAsync(stage, demand.ToDocument(_through), cancellationToken);
        }

        foreach ((string workflow, ColdStartPriceState state) in prices.States)
        {
            await store.WritePriceAsync(workflow, state, cancellationToken);
        }

        await SaveIdleTimesAsync(cancellationToken);
        _savedAt = _through;
    }

    private async Task SaveIdleTimesAsync(CancellationToken cancellationToken)
    {
        if (idleTimes is null)
        {
            return;
        }

        await store.WriteIdleTimesAsync(idleTimes.OfAllPools, cancellationToken);
        foreach (string stage in Stages)
        {
            if (idleTimes.Read(stage) is { } state)
            {
                await store.WriteIdleTimesAsync(stage, state, cancellationToken);
            }
        }
    }

    private async Task RestoreDemandAsync(CancellationToken cancellationToken)
    {
        foreach (string stage in application.Stages.Keys.Order(StringComparer.Ordinal))
        {
            if (await store.ReadAsync(stage, cancellationToken) is { } document)
            {
                var demand = new StageDemand(application.PreWarmer);
                demand.Restore(document);
                _stages[stage] = demand;
                _through = document.Through < _through ? document.Through : _through;
            }
        }
    }

    private async Task RestorePricesAsync(CancellationToken cancellationToken)
    {
        foreach (string workflow in application.Workflows.Keys.Order(StringComparer.Ordinal))
        {
            if (await store.ReadPriceAsync(workflow, cancellationToken) is { } state)
            {
                prices.Restore(workflow, state);
            }
        }
    }

    private async Task RestoreIdleTimesAsync(CancellationToken cancellationToken)
    {
        if (idleTimes is null)
        {
            return;
        }

        if (await store.ReadIdleTimesAsync(cancellationToken) is { } experience)
        {
            idleTimes.OfAllPools = experience;
        }

        foreach (string stage in application.Stages.Keys.Order(StringComparer.Ordinal))
        {
            if (await store.ReadIdleTimesAsync(stage, cancellationToken) is { } state)
            {
                idleTimes.Restore(stage, state);
            }
        }
    }

    private StageDemand Of(string stage) => _stages.GetOrAdd(stage, _ =>
    {
        var demand = new StageDemand(application.PreWarmer);
        demand.Begin(_since);
        return demand;
    });
}
