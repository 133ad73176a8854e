using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>
/// Keeps the latest forecasts of each stage with what came of them, for people to look at, and scores every one: the scores of
/// the last days survive a restart, the forecasts do not.
/// </summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class ForecastLog(AccuracyStore store, TimeProvider timeProvider)
{
    // An hour of the default intervals.
    private const int Capacity = 360;
    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, StageLog> _stages = new(StringComparer.Ordinal);
    private long? _savedAt;

    /// <summary>Returns the latest samples of a stage, oldest first.</summary>
    /// <param name="stage">The stage.</param>
    public IReadOnlyList<ForecastSample> SamplesOf(string stage)
    {
        lock (_lock)
        {
            return _stages.TryGetValue(stage, out StageLog? log) ? [.. log.Samples.Select(entry => entry.Sample)] : [];
        }
    }

    /// <summary>Returns how well methods forecast a stage, by day and method; the oldest day first.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<ForecastAccuracy>> AccuracyOfAsync(string stage, CancellationToken cancellationToken)
    {
        IReadOnlyList<ForecastAccuracy> stored = await store.ReadAsync(stage, cancellationToken);
        lock (_lock)
        {
            return AccuracyStore.Merge(stored, _stages.TryGetValue(stage, out StageLog? log) ? log.Unsaved : []);
        }
    }

    /// <summary>Takes note of a forecast, and of what happened in intervals that were forecast before.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="counts">What happened so far.</param>
    /// <param name="forecast">The forecast of what follows.</param>
    public void Forecasted(string stage, CountSeries counts, Forecast forecast)
    {
        lock (_lock)
        {
            StageLog log = _stages.TryGetValue(stage, out StageLog? found) ? found : _stages[stage] = new StageLog();
            Resolve(log, counts);
            int bin = (int)((timeProvider.GetUtcNow() - forecast.Start) / forecast.BinWidth);
            if (bin >= 0 && bin < forecast.Bins.Count)
            {
                log.Samples.Add(new Entry(SampleOf(forecast, bin), forecast.Bins[bin]));
                log.Samples.RemoveRange(0, Math.Max(0, log.Samples.Count - Capacity));
            }
        }
    }

    /// <summary>Takes note of what was decided for the interval that was forecast last.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="decision">The decision.</param>
    public void Decided(string stage, PoolDecision decision)
    {
        lock (_lock)
        {
            if (_stages.TryGetValue(stage, out StageLog? log) && log.Samples.Count > 0)
            {
                Entry last = log.Samples[^1];
                log.Samples[^1] = last with { Sample = last.Sample with { Target = decision.Target, Wanted = decision.Wanted } };
            }
        }
    }

    /// <summary>Stores the scores, once a minute at most unless asked to at once.</summary>
    /// <param name="atOnce">Whether not to wait for the minute.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task SaveAsync(bool atOnce, CancellationToken cancellationToken)
    {
        if (!atOnce && _savedAt is { } savedAt && timeProvider.GetElapsedTime(savedAt) < SaveEvery)
        {
            return;
        }

        _savedAt = timeProvider.GetTimestamp();
        foreach ((string stage, List<ForecastAccuracy> unsaved) in TakeUnsaved())
        {
            await store.AddAsync(stage, unsaved, cancellationToken);
        }
    }

    private List<(string Stage, List<ForecastAccuracy> Unsaved)> TakeUnsaved()
    {
        lock (_lock)
        {
            var taken = new List<(string, List<ForecastAccuracy>)>();
            foreach ((string stage, StageLog log) in _stages.Where(stage => stage.Value.Unsaved.Count > 0))
            {
                taken.Add((stage, log.Unsaved));
                log.Unsaved = [];
            }

            return taken;
        }
    }

    private static ForecastSample SampleOf(Forecast forecast, int bin) => new()
    {
        Start = forecast.Start + (bin * forecast.BinWidth),
        Width = forecast.BinWidth,
        Method = forecast.Method,
        Mean = forecast.Bins[bin].Mean,
        Quantiles = [.. ForecastSample.Probabilities.Select(forecast.Bins[bin].Quantile)],
    };

    private static void Resolve(StageLog log, CountSeries counts)
    {
        for (int i = log.Samples.Count - 1; i >= 0 && log.Samples[i].Sample.Start >= counts.Start; i--)
        {
            (ForecastSample sample, PredictiveDistribution? belief) = log.Samples[i];
            int bin = (int)((sample.Start - counts.Start) / sample.Width);
            if (sample.Actual is null && belief is not null && bin < counts.Length)
            {
                double actual = counts.Counts[bin];
                log.Samples[i] = new Entry(sample with { Actual = actual }, Belief: null);
                log.Unsaved = AccuracyStore.Merge(log.Unsaved, [ScoreOf(sample, belief, actual)]);
            }
        }
    }

    private static ForecastAccuracy ScoreOf(ForecastSample sample, PredictiveDistribution belief, double actual) =>
        new(DateOnly.FromDateTime(sample.Start.UtcDateTime), sample.Method)
        {
            Intervals = 1,
            Crps = belief.RankedProbabilityScore(actual),
            AbsoluteError = Math.Abs(sample.Quantiles[2] - actual),
            Calls = actual,
            Covered = actual >= sample.Quantiles[0] && actual <= sample.Quantiles[^1] ? 1 : 0,
        };

    private sealed class StageLog
    {
        public List<Entry> Samples { get; } = [];

        public List<ForecastAccuracy> Unsaved { get; set; } = [];
    }

    private sealed record Entry(ForecastSample Sample, PredictiveDistribution? Belief);
}
