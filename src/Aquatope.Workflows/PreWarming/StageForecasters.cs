using System.Globalization;
using Aquatope.Forecasting;
using Aquatope.Tuning;
using Microsoft.Extensions.Logging;

namespace Aquatope.Workflows;

/// <summary>The forecasters of all stages: takes up those that training has put into force, and tells where one cannot forecast.</summary>
/// <threadsafety>One call of <see cref="ForecastAsync"/> at a time; <see cref="HasDrifted"/> at any time.</threadsafety>
internal sealed partial class StageForecasters(
    AquatopeApplication application, ForecasterHistory history, PreWarmerMetrics metrics, TimeProvider timeProvider, ILogger<StageForecasters> logger)
{
    /// <summary>The method that forecasts until another has beaten it, and where that cannot.</summary>
    public const string Baseline = "gamma-poisson";

    private readonly Dictionary<string, Entry> _stages = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Returns whether the forecaster in force has become wrong, so that methods should compete again.</summary>
    /// <param name="stage">The stage.</param>
    public bool HasDrifted(string stage)
    {
        lock (_lock)
        {
            return _stages.TryGetValue(stage, out Entry? entry) && entry.Drifted;
        }
    }

    /// <summary>Forecasts the calls of a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="counts">What happened so far; at least one interval.</param>
    /// <param name="horizon">How many intervals.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The forecast.</returns>
    public async Task<Forecast> ForecastAsync(string stage, CountSeries counts, int horizon, CancellationToken cancellationToken)
    {
        Entry entry = await EntryAsync(stage, counts, cancellationToken);
        Forecast forecast = entry.Forecaster.Forecast(counts, horizon);
        if (entry.Forecaster.HasDrifted && !entry.Drifted)
        {
            lock (_lock)
            {
                entry.Drifted = true;
            }

            metrics.Drifted(stage);
            LogDrifted(stage, entry.Forecaster.Method);
        }

        // That nothing can be said after one interval or two needs no telling.
        if (entry.InForce is not null)
        {
            await TellAsync(stage, entry, forecast.FallbackReason, cancellationToken);
        }

        return forecast;
    }

    /// <summary>Returns the quantile of a stage's demand by which its forecaster is judged: the one that its pool covers at the initial price of a cold start.</summary>
    internal static double QuantileOf(AquatopeApplication application, string stage)
    {
        ResourceConfiguration configuration = application.Stages.TryGetValue(stage, out StageRegistration? registration)
            ? registration.Default
            : new ResourceConfiguration(1, 512, 1);
        PoolPolicy policy = application.PreWarmer.PolicyOf(configuration, application.Prices);
        double idle = policy.PricePerIdleSecond * application.PreWarmer.Interval.TotalSeconds;
        return Math.Clamp(policy.PricePerColdStart / (policy.PricePerColdStart + idle), 0.5, 0.99);
    }

    private async Task<Entry> EntryAsync(string stage, CountSeries counts, CancellationToken cancellationToken)
    {
        ForecasterInForce? inForce = await history.InForceAsync(stage, cancellationToken);
        Entry? entry = _stages.GetValueOrDefault(stage);
        if (entry is not null && entry.InForce?.Training == inForce?.Training)
        {
            return entry;
        }

        if (entry is not null && entry.InForce?.Adopted == inForce?.Adopted)
        {
            // It has won again, so that what it was accused of counts no more than what the others would have done.
            entry = entry with { InForce = inForce, Drifted = false, Forecaster = entry.Forecaster.Anew() };
        }
        else
        {
            IForecaster forecaster = inForce is null
                ? new GammaPoissonForecaster()
                : await history.LoadAsync(stage, inForce, counts, application.PreWarmer.Seed, cancellationToken);
            entry = new Entry(inForce, new StageForecaster(forecaster, QuantileOf(application, stage)), entry?.FallbackReason);
        }

        lock (_lock)
        {
            _stages[stage] = entry;
        }

        return entry;
    }

    private async Task TellAsync(string stage, Entry entry, string? reason, CancellationToken cancellationToken)
    {
        if (reason is not null)
        {
            metrics.FellBack(stage, entry.Forecaster.Method);
        }

        if ((reason is null) == (entry.FallbackReason is null))
        {
            return;
        }

        string method = entry.Forecaster.Method;
        DateTimeOffset now = timeProvider.GetUtcNow();
        ForecasterAction action = reason is null ? ForecasterAction.Recovered : ForecasterAction.FellBack;
        entry.FallbackReason = reason;
        if (reason is null)
        {
            LogRecovered(stage, method);
        }
        else
        {
            LogFellBack(stage, method, Baseline, reason);
        }

        var decision = new ForecasterDecision { Stage = stage, At = now, Action = action, Method = method, Reason = reason ?? "it forecasts again" };
        await history.KeepAsync(string.Create(CultureInfo.InvariantCulture, $"fallback-{now.UtcTicks:D19}"), decision, cancellationToken);
    }

    private sealed record Entry(ForecasterInForce? InForce, StageForecaster Forecaster, string? FallbackReason)
    {
        public string? FallbackReason { get; set; } = FallbackReason;

        public bool Drifted { get; set; }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The forecaster '{Method}' of stage '{Stage}' cannot forecast; '{Baseline}' stands in: {Reason}")]
    private partial void LogFellBack(string stage, string method, string baseline, string reason);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "The forecaster '{Method}' of stage '{Stage}' forecasts again.")]
    private partial void LogRecovered(string stage, string method);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "What the forecaster '{Method}' of stage '{Stage}' says no longer comes true; methods compete again.")]
    private partial void LogDrifted(string stage, string method);
}
